"""Make again what is generated and committed: missing examples, JSON Schemas, AsyncAPI documents (`make schemas`)."""

from tests.contract import asyncapi_document, examples, schemas

if __name__ == "__main__":
    for path in examples.write_missing():
        print(f"new example: {path}")
    schemas.write_all()
    asyncapi_document.write_all()
