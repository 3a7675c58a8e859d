// A runtime for the functions in handlers.cjs that speaks the Lambda Invoke API, as far as a caller can tell. It prints its
// URL when it is ready and ends with its standard input.
const http = require('http');
const handlers = require('./handlers.cjs');

function read(stream) {
  return new Promise((resolve, reject) => {
    const parts = [];
    stream.on('data', (part) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts).toString())).on('error', reject);
  });
}

const server = http.createServer(async (req, res) => {
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(req.url) || [];
  const handler = handlers[name];
  if (!handler) {
    res.writeHead(404, { 'x-amzn-ErrorType': 'ResourceNotFoundException' });
    res.end(JSON.stringify({ Type: 'User', Message: `Function not found: ${name}` }));
    return;
  }
  try {
    const result = await handler(JSON.parse(await read(req)));
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(result === undefined ? null : result));
  } catch (err) {
    res.writeHead(200, { 'Content-Type': 'application/json', 'X-Amz-Function-Error': 'Unhandled' });
    res.end(JSON.stringify({ errorType: err.name, errorMessage: err.message, trace: String(err.stack).split('\n') }));
  }
});

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
