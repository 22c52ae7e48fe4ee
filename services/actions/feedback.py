"""Feedback: one row per answer, nobody's name, only the day."""

from services.models import Feedback


def record_feedback(*, feedback: Feedback) -> Feedback:
    """Keep an answer that a form has checked."""
    feedback.save()
    return feedback


def erase_comment(*, feedback: Feedback) -> None:
    """Take away the words of one answer, such as somebody's name; its numbers stay in the means."""
    feedback.comment = ""
    feedback.save(update_fields=["comment"])
