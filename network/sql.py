"""SQL functions for folding and sorting text, which generated columns use.

The database's own collations differ between servers (the embedded one has no ICU), so both are plain SQL.
"""

_FOLD = (
    "ÅÄÖÆØÉÈËÊÁÀÂÃÚÙÛÜÍÌÎÏÓÒÔÕÑÇŠŽÝŁŚŹŻĆŃĄĘåäöæøéèëêáàâãúùûüíìîïóòôõñçšžýłśźżćńąęw",
    "aaoaoeeeeaaaauuuuiiiiooooncszylszzcnaeaaoaoeeeeaaaauuuuiiiiooooncszylszzcnaev",
)
_SORT = (
    "ÅÄÖÆØÉÈËÊÁÀÂÃÚÙÛÜÍÌÎÏÓÒÔÕÑÇŠŽÝŁŚŹŻĆŃĄĘåäöæøéèëêáàâãúùûüíìîïóòôõñçšžýłśźżćńąę",
    "{|}|}eeeeaaaauuuuiiiiooooncszylszzcnae{|}|}eeeeaaaauuuuiiiiooooncszylszzcnae",
)

FOLDING = f"""
    CREATE FUNCTION network_fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT translate(lower(translate(value, 'W', 'w')), '{_FOLD[0]}', '{_FOLD[1]}') $$;
    CREATE FUNCTION network_sort_key(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT lower(translate(value, '{_SORT[0]}', '{_SORT[1]}')) $$;
"""
FOLDING_BACK = "DROP FUNCTION network_sort_key(text); DROP FUNCTION network_fold(text);"
