//go:build tools

// Package tools names the Node language host. It is a module of its own, because sdk/v3 v3.68.0 is the last version that
// holds the host, and the CLI needs a newer one.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
