"""What the clients' side plugs into the network's registries; read once when the app is ready."""

from django.utils.translation import gettext_lazy as _

from clients.handover import count_referrals, move_referrals
from network import handover

handover.register(_("Referrals without a result of the follow-up"), count=count_referrals, move=move_referrals)
