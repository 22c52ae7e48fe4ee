"""What the clients' side plugs into the network's registries; read once when the app is ready."""

from django.utils.translation import gettext_lazy as _

from clients.actions.consents import take_consents
from clients.handover import count_people, count_referrals, move_people, move_referrals
from clients.plan_handover import count_meetings, count_steps, move_meetings, move_steps
from network import handover

handover.register(_("Referrals without a result of the follow-up"), count=count_referrals, move=move_referrals)
handover.register(_("Young people with whom they work"), count=count_people, move=move_people)
handover.register(_("Steps of plans not done yet"), count=count_steps, move=move_steps)
handover.register(_("Meetings to come with young people"), count=count_meetings, move=move_meetings)
handover.register_agency(take_consents)
