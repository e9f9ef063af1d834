// Stryker's mocha runner loads mocha's files without extension; mocha 12.0.3 changed that from .js to .cjs.
require.extensions[".cjs"] ??= require.extensions[".js"];
