//go:build tools

// Package tools names the language hosts for Python and Go. It is a module of its own, because sdk/v3 v3.66.0 is the last version
// that holds both, and the CLI needs a newer one.
package tools

import (
	_ "github.com/pulumi/pulumi/sdk/v3/go/pulumi-language-go"
	_ "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python"
)
