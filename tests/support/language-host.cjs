// A Node language host that only runs policy packs by their folder, as the official one does: by the loader of `@pulumi/pulumi`
// that the folder finds. The host that is built from Go can't.

const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const path = require("node:path");
const { Server, ServerCredentials } = require("@grpc/grpc-js");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb.js");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb.js");
const { RunPluginResponse } = require("@pulumi/pulumi/proto/language_pb.js");

function runPlugin(call) {
  const { request } = call;
  const folder = request.getInfo().getProgramDirectory();
  const env = Object.fromEntries(request.getEnvList().map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  const loader = createRequire(path.join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const pack = spawn(process.execPath, [loader, ...request.getArgsList(), folder], { cwd: folder, env });
  pack.stdout.on("data", (bytes) => call.write(new RunPluginResponse().setStdout(bytes)));
  pack.stderr.on("data", (bytes) => call.write(new RunPluginResponse().setStderr(bytes)));
  pack.on("close", (code) => {
    call.write(new RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
  call.on("cancelled", () => pack.kill());
  process.on("exit", () => pack.kill());
}

const server = new Server();
const getPluginInfo = (_, answer) => answer(null, new PluginInfo().setVersion("0.0.0"));
server.addService(LanguageRuntimeService, { getPluginInfo, runPlugin });
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
