/** Which bucket of which S3-compatible service: settings `S3_*`. */

export interface S3Place {
  readonly bucket: string;
  readonly region: string;
  /** Address of a service that is not Amazon's; its buckets are named in the path. */
  readonly endpoint?: string;
  /** Default: whatever the machine offers (roles, profiles, `AWS_*`). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The place that the settings name; null where they name none. @throws where only one half of the key is given */
export function s3PlaceOf(env: NodeJS.ProcessEnv): S3Place | null {
  const bucket = env['S3_BUCKET'];
  if (bucket === undefined || bucket === '') return null;
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new Error('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together: one of them is not set.');
  if (endpoint !== undefined && !URL.canParse(endpoint))
    throw new Error('S3_ENDPOINT must be an address: https://host.');
  return {
    bucket,
    region: env['S3_REGION'] ?? 'us-east-1',
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey } }),
  };
}
