import { readFileSync } from "node:fs";
import path from "node:path";
import { packageSchema } from "./package-schema";

// docs/_index.md and docs/installation-configuration.md: the two pages that Pulumi's Registry shows for a package, in
// its format.

const EXAMPLES = path.join(__dirname, "../../examples/languages");

/** By the Registry's language names: the example, and how to install the SDK. */
const LANGUAGES = {
  typescript: { example: "typescript/index.ts", install: () => "npm install pulumi-sinch-conversation" },
  python: { example: "python/__main__.py", install: () => "pip install pulumi_sinch" },
  go: { example: "go/main.go", install: ({ language }: Schema) => `go get ${language.go.importBasePath}` },
  yaml: { example: "yaml/Pulumi.yaml", install: () => "# nothing besides the plugin" },
} as const;

interface Schema {
  readonly description: string;
  readonly language: { readonly go: { readonly importBasePath: string } };
  readonly config: {
    readonly variables: Readonly<Record<string, { readonly description: string; readonly secret?: boolean }>>;
  };
}

/** A stack needs these, unless each resource or `sinch:projects` sets them. */
const REQUIRED = ["projectId", "region", "keyId", "keySecret"];

const NOTICE = "<!-- Generated from the plugin's schema and examples/languages: npm run generate -->";

/** The pages, by path in the checkout. */
export function registryPages(): Readonly<Record<string, string>> {
  const schema = packageSchema() as Schema;
  return { "docs/_index.md": index(schema), "docs/installation-configuration.md": installation(schema) };
}

const index = ({ description }: Schema): string => `---
title: Sinch
meta_desc: ${description} Apps, their channels and webhooks as Pulumi resources.
layout: package
---

${NOTICE}

The Sinch provider manages apps and webhooks of the [Sinch Conversation API](https://developers.sinch.com/docs/conversation/): channel
credentials, retention policies, processing mode and callbacks. A preview names each channel and field that changes. Secrets stay encrypted
in the state.

## Example

${tabs((language) => fenced(language, exampleOf(LANGUAGES[language].example)))}`;

const installation = (schema: Schema): string => `---
title: Sinch Installation & Configuration
meta_desc: How to install the Sinch provider and configure its access key.
layout: package
---

${NOTICE}

## Installation

${tabs((language) => fenced("bash", LANGUAGES[language].install(schema)))}
The plugin needs Node.js 22.12 or newer on \`PATH\`. Download \`pulumi-resource-sinch-vVERSION-OS-ARCH.tar.gz\` from the project's releases, then:

\`\`\`bash
pulumi plugin install resource sinch VERSION --file pulumi-resource-sinch-vVERSION-OS-ARCH.tar.gz
\`\`\`

For a language without a published SDK, Pulumi generates one: from the installed plugin, or from a folder that holds it.

\`\`\`bash
pulumi package add sinch@VERSION
pulumi package add path/to/the/plugin
\`\`\`

## Configuration

\`\`\`bash
pulumi config set sinch:projectId YOUR_PROJECT_ID
pulumi config set sinch:region eu
pulumi config set sinch:keyId YOUR_KEY_ID
pulumi config set --secret sinch:keySecret
\`\`\`

An argument of a resource wins over the provider's configuration, and that over the environment of each run. The stack's configuration reaches the
default provider only. An explicit provider uses what the program passes, and the environment for the rest.

| option | required | description | environment variable |
| --- | --- | --- | --- |
${optionRows(schema).join("\n")}

¹ Unless each resource sets its own, or \`sinch:projects\` has the project's key.
`;

function optionRows({ config: { variables } }: Schema): string[] {
  return Object.entries(variables).map(([name, { description, secret }]) => {
    const [what = "", environment] = description.replace(/ in the environment\.$/, "").split(" Unset: ");
    const required = REQUIRED.includes(name) ? "yes¹" : "no";
    return `| \`sinch:${name}\` | ${required} | ${secret && !/^secret/i.test(what) ? "Secret. " : ""}${what} | ${environment ?? "–"} |`;
  });
}

type Name = keyof typeof LANGUAGES;

/** One tab per language, in the Registry's format. */
function tabs(content: (language: Name) => string): string {
  const names = Object.keys(LANGUAGES) as Name[];
  const choices = names.map(
    (language) => `{{% choosable language ${language} %}}\n\n${content(language)}\n\n{{% /choosable %}}\n`,
  );
  return `{{< chooser language "${names.join(",")}" >}}\n\n${choices.join("\n")}\n{{< /chooser >}}\n`;
}

const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code.trim()}\n\`\`\``;

/** An example without the lines that only a checkout needs. */
const exampleOf = (file: string): string =>
  readFileSync(path.join(EXAMPLES, file), "utf8").replace(/^plugins:\n( .*\n)+\n/m, "");
