"""Decrypts messages with the official Python client; reads and prints what decrypt.cjs does."""

import base64
import json
import sys

import aws_encryption_sdk
import botocore.session
from aws_encryption_sdk.identifiers import CommitmentPolicy, EncryptionKeyType, WrappingAlgorithm
from aws_encryption_sdk.internal.crypto.wrapping_keys import WrappingKey
from aws_encryption_sdk.key_providers.kms import StrictAwsKmsMasterKeyProvider
from aws_encryption_sdk.key_providers.raw import RawMasterKeyProvider

asked = json.load(sys.stdin)


class Raw(RawMasterKeyProvider):
    provider_id = asked.get("raw", {}).get("namespace")

    def _get_raw_key(self, key_id):
        return WrappingKey(
            wrapping_algorithm=WrappingAlgorithm.AES_256_GCM_IV12_TAG16_NO_PADDING,
            wrapping_key=base64.b64decode(asked["raw"]["key"]),
            wrapping_key_type=EncryptionKeyType.SYMMETRIC,
        )


if "raw" in asked:
    provider = Raw()
    provider.add_master_key(asked["raw"]["name"])
else:  # AWS_ENDPOINT_URL_KMS leads to the KMS
    provider = StrictAwsKmsMasterKeyProvider(key_ids=[asked["kms"]["key"]], botocore_session=botocore.session.Session())

client = aws_encryption_sdk.EncryptionSDKClient(
    commitment_policy=CommitmentPolicy[asked.get("policy", "REQUIRE_ENCRYPT_ALLOW_DECRYPT")])
out = []
for message in asked["messages"]:
    text, header = client.decrypt(source=base64.b64decode(message), key_provider=provider)
    out.append({"text": text.decode("utf-8"), "context": header.encryption_context})
print(json.dumps(out))
