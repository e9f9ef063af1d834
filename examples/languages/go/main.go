// An app and its webhook in an explicit region, and a look-up of the app.
package main

import (
	"github.com/example/pulumi-sinch-conversation/sdk/go/sinch"
	"github.com/example/pulumi-sinch-conversation/sdk/go/sinch/conversation"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		europe, err := sinch.NewProvider(ctx, "europe", &sinch.ProviderArgs{Region: conversation.RegionEu})
		if err != nil {
			return err
		}
		support, err := conversation.NewApp(ctx, "support", &conversation.AppArgs{
			DisplayName: pulumi.String("Support"),
			ChannelCredentials: conversation.ChannelCredentialArray{
				conversation.ChannelCredentialArgs{
					Channel: conversation.ChannelSms,
					StaticBearer: conversation.StaticBearerArgs{
						ClaimedIdentity: pulumi.String(settings.Require("smsServicePlanId")),
						Token:           settings.RequireSecret("smsToken"),
					},
				},
			},
			ProcessingMode: conversation.ProcessingModeConversation,
		}, pulumi.Provider(europe))
		if err != nil {
			return err
		}
		events, err := conversation.NewWebhook(ctx, "events", &conversation.WebhookArgs{
			AppId:    support.ID(),
			Target:   pulumi.String("https://hooks.example.com/sinch"),
			Triggers: conversation.TriggerArray{conversation.TriggerMessageInbound, conversation.TriggerMessageDelivery},
			Secret:   settings.RequireSecret("webhookSecret"),
		}, pulumi.Provider(europe))
		if err != nil {
			return err
		}
		found := conversation.LookupAppOutput(ctx, conversation.LookupAppOutputArgs{Id: support.ID()}, pulumi.Provider(europe))
		ctx.Export("appId", support.ID())
		ctx.Export("webhookId", events.ID())
		ctx.Export("found", found.DisplayName())
		return nil
	})
}
