//go:build tools

// Package tools names the Pulumi CLI, so that its modules stay in go.mod.
//
// go.sum holds only what a build on Linux, macOS or Windows needs. For another version (the language host's likewise):
//
//	go get github.com/pulumi/pulumi/pkg/v3@v<version> && go mod tidy && rm go.sum
//	for os in linux darwin windows; do GOOS=$os go list -mod=mod -deps github.com/pulumi/pulumi/pkg/v3/cmd/pulumi; done
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
