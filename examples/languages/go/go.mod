module sinch-go

go 1.26.6

require (
	github.com/example/pulumi-sinch-conversation/sdk/go/sinch v0.0.0
	github.com/pulumi/pulumi/sdk/v3 v3.274.1
)

// In a checkout, after `npm run sdks`.
replace github.com/example/pulumi-sinch-conversation/sdk/go/sinch => ../../../dist/sdks/go
