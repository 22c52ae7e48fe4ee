"""What the network says of itself to everybody: HSDS 3.0 and PTV-shaped JSON (docs/interchange.md)."""
