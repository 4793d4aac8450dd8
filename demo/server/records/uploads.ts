/**
 * The tus side (protocol.md 5; clauses 7.1–7.6): who may, is it still open, then the library. Every verb re-checks the
 * capability; whatever goes wrong is answered as a problem with tus's own status.
 */
import type { Context, Hono } from 'hono';
import { headers as names, type ProblemCode, protocolVersion } from '../../../src/protocol/index.ts';
import { accessOf, requireScope } from '../http/access.ts';
import { callerOf, permit, preflight } from '../http/origin.ts';
import { ProblemError, problemResponse } from '../http/problem.ts';
import { answered } from '../http/router.ts';
import type { HostedProgram, Service } from '../service.ts';
import { recordById, recordByUpload, type RecordRow } from './record-row.ts';
import { NO_ROOM } from './tus-server.ts';

const TUS = { 'Tus-Resumable': '1.0.0' } as const;
const EXTENSIONS = 'creation,termination,expiration';

/** Which code stands for a status of the library. */
const codeOf: Readonly<Record<number, ProblemCode>> = {
  400: 'validation',
  403: 'validation',
  404: 'not-found',
  409: 'state-conflict',
  410: 'upload-expired',
  412: 'precondition-required',
  413: 'too-large',
  415: 'unsupported-type',
  423: 'state-conflict',
};

/** Registers `/uploads` and `/uploads/{uid}` under a program's base. */
export function mountUploads(app: Hono, service: Service, hosted: HostedProgram): void {
  const handle = (context: Context): Promise<Response> => guarded(context, service, hosted);
  app.all(`${hosted.base}/uploads`, handle);
  app.all(`${hosted.base}/uploads/:uid`, handle);
}

/** Proxies that let only GET and POST through: the verb travels in a header (the library lists it, and ignores it). */
function withOverride(request: Request, allowed: boolean): Request {
  const override = request.headers.get('X-HTTP-Method-Override')?.toUpperCase();
  if (!allowed || request.method !== 'POST' || !override || !['PATCH', 'DELETE', 'HEAD'].includes(override))
    return request;
  return new Request(request.url, {
    method: override,
    headers: request.headers,
    signal: request.signal,
    ...(override === 'PATCH' && request.body ? { body: request.body, duplex: 'half' } : {}),
  });
}

async function guarded(context: Context, service: Service, hosted: HostedProgram): Promise<Response> {
  const original = context.req.raw;
  const { program } = hosted;
  const allowed = program.embedding?.allowedOrigins ?? [];
  if (original.method === 'OPTIONS') return discovery(original, allowed, program.uploads.maxFileSize);
  const caller = callerOf(original, allowed);
  const response = await answered(service, 'uploads', original, async () => {
    if (caller.kind === 'refused' || (caller.kind === 'absent' && !service.testProfile))
      throw new ProblemError('unauthorized');
    const fault = await service.faults.before('uploads');
    if (fault) return fault;
    const request = withOverride(original, program.uploads.methodOverride === true);
    const origin = caller.kind === 'page' ? caller.origin : null;
    const access = await accessOf(service, request, {
      programId: program.id,
      origin,
      now: service.clock.now(),
    });
    requireScope(access, 'upload', undefined);
    const uploadId = context.req.param('uid');
    if (uploadId === undefined) return createByTus(request, service, hosted, access.referral.id);
    const record = await recordByUpload(service.database, uploadId);
    if (!record || record.referralId !== access.referral.id) throw new ProblemError('not-found');
    return carry(request, service, record);
  });
  const final = permit(response, caller);
  final.headers.set(names.version, protocolVersion);
  final.headers.set('Cache-Control', 'no-store');
  final.headers.set('Tus-Resumable', '1.0.0');
  return final;
}

function discovery(request: Request, allowed: readonly string[], maxSize: number): Response {
  const response = request.headers.has('Origin') ? preflight(request, allowed) : new Response(null, { status: 204 });
  for (const [name, value] of Object.entries({
    ...TUS,
    'Tus-Version': '1.0.0',
    'Tus-Extension': EXTENSIONS,
    'Tus-Max-Size': String(maxSize),
    [names.version]: protocolVersion,
  }))
    response.headers.set(name, value);
  return response;
}

/** HEAD, PATCH, DELETE of one upload. */
async function carry(request: Request, service: Service, record: RecordRow): Promise<Response> {
  if (!['HEAD', 'PATCH', 'DELETE'].includes(request.method)) throw new ProblemError('not-found');
  const expired = record.uploadExpiresAt <= service.clock.now();
  if (record.state === 'receiving' && expired) throw new ProblemError('upload-expired');
  if (request.method !== 'HEAD' && record.state !== 'receiving') throw new ProblemError('state-conflict');
  const response = await service.records.handle(request);
  if (response.status >= 400) return asProblem(response);
  if (record.state === 'receiving' && request.method !== 'DELETE')
    response.headers.set('Upload-Expires', record.uploadExpiresAt.toUTCString());
  if (request.method === 'PATCH' && Number(response.headers.get('Upload-Offset')) === record.size)
    service.background(() => service.inspection.settle(record.id));
  return response;
}

/** `POST /uploads` of a generic tus client: `Upload-Metadata` names a declared record, and nothing else. */
async function createByTus(
  request: Request,
  service: Service,
  hosted: HostedProgram,
  referralId: string,
): Promise<Response> {
  if (request.method !== 'POST') throw new ProblemError('not-found');
  const [key, encoded, ...rest] = (request.headers.get('Upload-Metadata') ?? '').trim().split(/\s+/u);
  if (key !== 'recordId' || encoded === undefined || rest.length > 0 || encoded.includes(','))
    throw new ProblemError('validation', { errors: [{ pointer: '/recordId', code: 'required' }] });
  const record = await recordById(service.database, Buffer.from(encoded, 'base64').toString('utf8'));
  if (!record || record.referralId !== referralId) throw new ProblemError('not-found');
  const length = Number(request.headers.get('Upload-Length') ?? Number.NaN);
  if (length > hosted.program.uploads.maxFileSize) throw new ProblemError('too-large');
  if (length !== record.size)
    throw new ProblemError('validation', { errors: [{ pointer: '/size', code: 'size.differs' }] });
  if (record.state !== 'receiving') throw new ProblemError('state-conflict');
  const url = new URL(request.url);
  return new Response(null, {
    status: 201,
    headers: {
      ...TUS,
      Location: `${url.origin}${hosted.base}/uploads/${record.uploadId}`,
      'Upload-Expires': record.uploadExpiresAt.toUTCString(),
    },
  });
}

function asProblem(response: Response): Response {
  const ours = response.status >= 500;
  const problem = ours
    ? problemResponse({ code: response.status === NO_ROOM.status_code ? 'storage-full' : 'maintenance', extra: {} })
    : problemResponse({ code: codeOf[response.status] ?? 'validation', extra: { status: response.status } });
  for (const name of ['Upload-Offset', 'Connection']) {
    const value = response.headers.get(name);
    if (value !== null) problem.headers.set(name, value);
  }
  return problem;
}
