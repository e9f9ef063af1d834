//go:build tools

// Package tools names the Pulumi CLI, so that its modules are kept in go.mod and go.sum.
//
// go.sum holds only what builds the package named below, on Linux, macOS and Windows. After a change of version:
//
//	rm go.sum; go get github.com/pulumi/pulumi/pkg/v3@v<version>; go mod tidy
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
