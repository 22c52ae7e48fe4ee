import pytest
from django.contrib.auth.models import Group, Permission

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("run", ["first", "second"])
def test_each_committing_test_gets_a_fresh_copy(run):
    assert list(Group.objects.values_list("pk", "name")) == []
    group = Group.objects.create(name=run)
    assert group.pk == 1  # sequences start anew, too
    assert Permission.objects.filter(codename="add_group").count() == 1
