// Stryker's mocha runner asks for mocha's files without their ending, which mocha 12.0.3 changed from .js to .cjs.
require.extensions[".cjs"] ??= require.extensions[".js"];
