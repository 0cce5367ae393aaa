"""OpenAPI for what the generator cannot read by itself."""

from typing import Any

from litestar.openapi.spec import OpenAPIType, Schema
from litestar.plugins import OpenAPISchemaPlugin

from app.domain.protocol import Row


class FeedRowSchema(OpenAPISchemaPlugin):
    """A feed row's image is passed on as it is encoded, so its type says nothing about its shape."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Take the feed's rows only."""
        return value is Row

    def to_openapi_schema(self, field_definition: Any, schema_creator: Any) -> Schema:
        """Describe a row of a page."""
        words = Schema(type=OpenAPIType.STRING)
        return Schema(
            type=OpenAPIType.OBJECT,
            title="Row",
            properties={
                "scope": words,
                "ent": words,
                "id": words,
                "seq": Schema(type=OpenAPIType.INTEGER),
                "kind": Schema(type=OpenAPIType.STRING, enum=["put", "out", "del"], default="put"),
                "image": Schema(type=OpenAPIType.OBJECT, description="the row, for kind put"),
            },
            required=["scope", "ent", "id", "seq"],
        )
