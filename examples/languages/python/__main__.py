"""An app and its webhook in an explicit region, and a look-up of the app."""

import pulumi
import pulumi_sinch as sinch
from pulumi_sinch import conversation

config = pulumi.Config()
europe = pulumi.ResourceOptions(provider=sinch.Provider("europe", region=conversation.Region.EU))

support = conversation.App(
    "support",
    display_name="Support",
    channel_credentials=[
        conversation.ChannelCredentialArgs(
            channel=conversation.Channel.SMS,
            static_bearer=conversation.StaticBearerArgs(
                claimed_identity=config.require("smsServicePlanId"),
                token=config.require_secret("smsToken"),
            ),
        )
    ],
    processing_mode=conversation.ProcessingMode.CONVERSATION,
    opts=europe,
)

events = conversation.Webhook(
    "events",
    app_id=support.id,
    target="https://hooks.example.com/sinch",
    triggers=[conversation.Trigger.MESSAGE_INBOUND, conversation.Trigger.MESSAGE_DELIVERY],
    secret=config.require_secret("webhookSecret"),
    opts=europe,
)

found = conversation.get_app_output(id=support.id, opts=pulumi.InvokeOutputOptions(provider=europe.provider))

pulumi.export("appId", support.id)
pulumi.export("webhookId", events.id)
pulumi.export("found", found.display_name)
