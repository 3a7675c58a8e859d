// Decrypts messages with the official JavaScript client, as a custom sender function does. It reads one JSON document:
// {"messages": [base64], "raw": {"namespace", "name", "key"}} or {"messages": [base64], "kms": {"endpoint", "key"}},
// and prints the texts and contexts.
const {
  buildClient, CommitmentPolicy, KmsKeyringNode, RawAesKeyringNode, RawAesWrappingSuiteIdentifier, getClient, KMS,
} = require('@aws-crypto/client-node');

async function main() {
  const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  const { decrypt } = buildClient(CommitmentPolicy[asked.policy || 'REQUIRE_ENCRYPT_ALLOW_DECRYPT']);
  let keyring;
  if (asked.raw) {
    const unencryptedMasterKey = new Uint8Array(Buffer.from(asked.raw.key, 'base64')); // one that it may isolate
    keyring = new RawAesKeyringNode({
      keyName: asked.raw.name, keyNamespace: asked.raw.namespace, unencryptedMasterKey,
      wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    });
  } else {
    const clientProvider = getClient(KMS, {
      endpoint: asked.kms.endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    keyring = new KmsKeyringNode({ keyIds: [asked.kms.key], clientProvider });
  }
  const out = [];
  for (const message of asked.messages) {
    const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(message, 'base64'));
    out.push({ text: plaintext.toString('utf8'), context: messageHeader.encryptionContext });
  }
  console.log(JSON.stringify(out));
}

main().catch((err) => { console.error(err); process.exit(1); });
