'use strict';

// Starts s3rver: node --openssl-legacy-provider server.js PORT FOLDER
// (the tokens by which it pages lists are made with a cipher of old).
//
// s3rver says that it has an object while its last bytes are still on their way into the file. A document that is
// removed at once would then come back as half an object. Here it says so when the file is whole.
const fs = require('fs');
const path = require('path');
const S3rver = require('s3rver');
const Store = require('s3rver/lib/stores/filesystem');

const whole = async (file, size) => {
  for (;;) {
    const found = await fs.promises.stat(file).catch(() => null);
    if (found && found.size === size) return;
    await new Promise(resolve => setTimeout(resolve, 1));
  }
};

const { putObject, putPart } = Store.prototype;
Store.prototype.putObject = async function (object) {
  const result = await putObject.call(this, object);
  await whole(this.getResourcePath(object.bucket, object.key, 'object'), result.size);
  return result;
};
Store.prototype.putPart = async function (bucket, uploadId, partNumber, content) {
  const result = await putPart.call(this, bucket, uploadId, partNumber, content);
  await whole(path.join(this.getResourcePath(bucket, undefined, 'uploads'), uploadId, partNumber.toString()), result.size);
  return result;
};

const [port, directory] = process.argv.slice(2);
new S3rver({ address: '127.0.0.1', port: Number(port), directory, silent: true, vhostBuckets: false }).run().catch(error => {
  console.error(error);
  process.exit(1);
});
