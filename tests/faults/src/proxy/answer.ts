import {
  type ClientHttp2Session,
  constants,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";

/** A message is behind a byte that says whether it is compressed, and its length in four more. */
const PREFIX_BYTES = 5;

/** An answer to a unary gRPC call, as HTTP/2 carries it. */
export interface Answer {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  /** Missing when the status is in the headers. */
  readonly trailers?: OutgoingHttpHeaders;
}

/** An answer of a status alone. */
export function refusal(code: number, message: string): Answer {
  const headers = {
    ":status": 200,
    "content-type": "application/grpc",
    "grpc-status": String(code),
    "grpc-message": encodeURIComponent(message),
  };
  return { headers, body: Buffer.alloc(0) };
}

/** The same answer with another message, if it has one. */
export function altered(answer: Answer, alter: (message: Buffer) => Buffer): Answer {
  if (answer.body.length === 0) return answer;
  if (answer.body[0] !== 0) throw new Error("a compressed message cannot be altered");
  const message = alter(answer.body.subarray(PREFIX_BYTES));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(message.length, 1);
  return { ...answer, body: Buffer.concat([prefix, message]) };
}

/**
 * Sends a caller's request on, and collects the answer. When the caller goes, so does the
 * request.
 *
 * @throws {Error} when the connection breaks before the answer is whole.
 */
export function askThrough(
  connection: ClientHttp2Session,
  caller: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
): Promise<Answer> {
  const request = connection.request(headers);
  caller.once("close", () => request.close(constants.NGHTTP2_CANCEL));
  caller.pipe(request);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let head: OutgoingHttpHeaders | undefined;
    let trailers: OutgoingHttpHeaders | undefined;
    request.once("response", (received) => {
      head = received;
    });
    request.once("trailers", (received) => {
      trailers = received;
    });
    request.on("data", (part: Buffer) => parts.push(part));
    request.once("error", reject);
    request.once("close", () => {
      const whole = trailers !== undefined || head?.["grpc-status"] !== undefined;
      if (head === undefined || !whole) return reject(new Error("the simulator has gone"));
      resolve({ headers: head, body: Buffer.concat(parts), ...(trailers && { trailers }) });
    });
  });
}
