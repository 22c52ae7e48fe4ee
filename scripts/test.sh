#!/usr/bin/env bash
# Runs every check and all tests; nothing is left out when something fails. The last line counts them together.
# Arguments go to pytest.
set -u
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
unset DJANGO_SETTINGS_MODULE OHJAAMO_DEMO ALLOWED_HOSTS DEBUG
# Containers often forbid Python to keep what it compiled. The tests start it some hundred times, each time twice as slow.
unset PYTHONDONTWRITEBYTECODE
failed=()

check() {
    local name="$1"
    shift
    echo "== $name"
    "$@" || failed+=("$name")
}

production_check() {
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" ALLOWED_HOSTS=ohjaamo.example \
        python manage.py check --deploy --fail-level WARNING
}

check "Lint (ruff)" ruff check --quiet
check "Format (ruff)" ruff format --check --quiet
check "Lint of templates (djlint)" djlint --quiet --lint templates
check "Format of templates (djlint)" djlint --quiet --check templates
check "Migrations complete" python manage.py makemigrations --check --dry-run
check "Translations complete" python scripts/check_messages.py
check "Production settings" production_check

echo "== Tests (pytest)"
mkdir -p var/test
log="var/test/pytest.log"
python -m pytest -n 2 --dist loadscope "$@" 2>&1 | tee "$log"
[ "${PIPESTATUS[0]}" -eq 0 ] || failed+=("Tests (pytest)")

count() {
    local number
    number=$(tail -n 1 "$log" | grep -aoE "[0-9]+ $1" | grep -oE "[0-9]+" | head -n 1)
    echo "${number:-0}"
}
passed=$(count passed)
broken=$(($(count failed) + $(count error)))
echo
for name in "${failed[@]}"; do
    echo "FAILED: $name"
    [ "$name" = "Tests (pytest)" ] || broken=$((broken + 1))
done
[ ${#failed[@]} -eq 0 ] || [ "$broken" -gt 0 ] || broken=1
echo "$passed passed, $broken failed"
[ ${#failed[@]} -eq 0 ]
