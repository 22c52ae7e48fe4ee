from django.conf import settings
from django.db import models


class Submission(models.Model):
    """The receipt of a form sent once: the same key and content again gets the first answer, not a second row.

    Holds no personal data: the content is kept as a hash, the answer as an address within the product.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    answer = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="network_submission_once")]

    def __str__(self) -> str:
        return self.key
