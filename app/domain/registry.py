"""Every synced entity, in the order in which a first sync brings them: reference data first, history last."""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.conversations import CONVERSATION, MESSAGE, READ_MARK
from app.domain.customers import CUSTOMER, IDENTITY
from app.domain.entity import EntityType
from app.domain.flows import FLOW, FLOW_WALK
from app.domain.journal import CONFLICT, EVENT
from app.domain.knowledge import ARTICLE, ARTICLE_DRAFT, ARTICLE_VERSION, CATEGORY
from app.domain.people import AGENT, BRANCH, GROUP, PRESENCE
from app.domain.surveys import SURVEY
from app.domain.tickets import TICKET, TICKET_NOTE

SCHEMA = 8
"""The version of these definitions; an operation carries the one that it was written under."""

ENTITIES: Mapping[str, EntityType] = MappingProxyType(
    {
        entity.name: entity
        for entity in (
            BRANCH, GROUP, AGENT, PRESENCE, CATEGORY, ARTICLE, ARTICLE_DRAFT, FLOW, CUSTOMER, IDENTITY,
            CONVERSATION, TICKET, READ_MARK, FLOW_WALK, CONFLICT, MESSAGE, TICKET_NOTE, SURVEY, ARTICLE_VERSION, EVENT,
        )
    }
)  # fmt: skip

BY_CLASS: Mapping[type, EntityType] = MappingProxyType({entity.cls: entity for entity in ENTITIES.values()})
