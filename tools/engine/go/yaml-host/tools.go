//go:build tools

// Package tools names the language host for Pulumi YAML. It is a module of its own, because it needs another sdk/v3 than the CLI.
package tools

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
