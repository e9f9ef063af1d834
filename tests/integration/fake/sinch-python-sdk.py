"""Drives a fake Apps API with Sinch's Python SDK, unchanged; prints what it saw as JSON."""

import json
import sys

from sinch import SinchClient
from sinch.core.exceptions import SinchException

ORIGIN, ORIGIN_WITHOUT_EMPTY_VALUES, PROJECT, KEY_ID, KEY_SECRET, EVENT = sys.argv[1:]
CREDENTIALS = {
    "SMS": {"claimed_identity": "plan", "token": "sms-token"},
    "MMS": {"account_id": "account", "api_key": "mms-key"},
}


def apps_at(origin, key_secret=KEY_SECRET):
    client = SinchClient(project_id=PROJECT, key_id=KEY_ID, key_secret=key_secret, conversation_region="eu")
    client.configuration.auth_origin = origin
    client.configuration.conversation_domain = origin + "/{}"
    return client.conversation.apps


def life(apps):
    seen = {"none": [app.id for app in apps.list().iterator()]}
    created = apps.create(display_name="Support", channel_credentials=CREDENTIALS)
    seen["id"] = created.id
    seen["listed"] = [app.id for app in apps.list().iterator()]
    seen["read"] = apps.get(app_id=created.id).display_name
    retention = {"retention_type": "MESSAGE_EXPIRE_POLICY", "ttl_days": 30}
    updated = apps.update(app_id=created.id, display_name="Sales", retention_policy=retention)
    seen["updated"] = updated.display_name
    apps.delete(app_id=created.id)
    return seen


def is_genuine(event, secret):
    client = SinchClient(project_id=PROJECT, key_id=KEY_ID, key_secret=KEY_SECRET)
    handler = client.conversation.sinch_events(secret)
    return handler.validate_authentication_header(event["headers"], event["body"])


def refusal(call):
    try:
        call()
    except SinchException as error:
        return error.response_status_code
    return None


def refusals(origin):
    apps = apps_at(origin)
    return [
        refusal(lambda: apps_at(origin, "wrong").list()),
        refusal(lambda: apps.get(app_id="nobody")),
        refusal(lambda: apps.create(display_name="", channel_credentials=CREDENTIALS)),
    ]


result = {
    "life": life(apps_at(ORIGIN)),
    "refusals": refusals(ORIGIN),
    "flatRefusals": refusals(ORIGIN_WITHOUT_EMPTY_VALUES),
    "genuine": [is_genuine(json.loads(EVENT), secret) for secret in ("of the webhook", "another")],
    "withoutEmptyValues": life(apps_at(ORIGIN_WITHOUT_EMPTY_VALUES)),
}
print(json.dumps(result))
