// serverless-offline with the functions in handlers.cjs: its endpoint for the Lambda Invoke API, without the Serverless
// Framework around it, which needs an account. It prints its URL when it is ready and ends with its standard input.
import net from 'node:net';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { default: Lambda } = await import(pathToFileURL(require.resolve('serverless-offline/lambda')));

// The endpoint cannot tell which port it got, so it is given one.
const port = await new Promise((resolve) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const here = dirname(fileURLToPath(import.meta.url));
const lambda = new Lambda(
  {
    config: { serverlessPath: here, servicePath: here },
    service: { service: 'app', provider: { name: 'aws', region: 'us-east-1', runtime: 'nodejs20.x' } },
    serviceDir: here,
  },
  { host: '127.0.0.1', lambdaPort: port, localEnvironment: true, terminateIdleLambdaTime: 60 },
);
lambda.create(
  Object.keys(require('./handlers.cjs')).map((name) => ({
    functionKey: name,
    functionDefinition: { name, handler: `handlers.${name}`, timeout: 30 },
  })),
);
await lambda.start();
console.log(`http://127.0.0.1:${port}`);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
