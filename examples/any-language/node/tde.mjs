#!/usr/bin/env node
// A task executor in plain JavaScript: adds numbers. No package but Node's own.
//
//   tde.mjs                one message: a task request on standard input, its outcome on standard output
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

class Unreadable extends Error {}

class Failed extends Error {
  constructor(code, message, retryable = false) {
    super(message);
    this.error = { code, message, retryable };
  }
}

function read(text) {
  let request;
  try {
    request = JSON.parse(text);
  } catch (broken) {
    throw new Unreadable(`no JSON: ${broken.message}`);
  }
  if (request === null || typeof request !== "object" || Array.isArray(request)) {
    throw new Unreadable("no JSON object");
  }
  if (request.contract !== "trellis/v1") {
    throw new Unreadable(`contract ${request.contract}; this executor knows trellis/v1`);
  }
  for (const member of ["task_id", "attempt", "attempt_token", "action", "not_after", "timeout_s"]) {
    if (!(member in request)) throw new Unreadable(`$.${member} is missing`);
  }
  return request; // members that are not known here are left alone
}

async function document(ref) {
  const endpoint = process.env.TRELLIS_S3_ENDPOINT ?? "";
  const answer = await fetch(`${endpoint}/${ref.uri.replace(/^s3:\/\//, "")}`);
  const content = Buffer.from(await answer.arrayBuffer());
  if (createHash("sha256").update(content).digest("hex") !== ref.sha256) {
    throw new Failed("artifact_digest", "the inputs are not those that the request names");
  }
  return JSON.parse(content.toString("utf8"));
}

async function work(inputs) {
  await new Promise((resume) => setTimeout(resume, 1000 * (inputs.pause_s ?? 0)));
  const { numbers } = inputs;
  if (!Array.isArray(numbers) || !numbers.every((n) => typeof n === "number")) {
    throw new Failed("invalid_input", "$.inputs.numbers must be a list of numbers");
  }
  return { sum: numbers.reduce((one, other) => one + other, 0) };
}

function inTime(seconds, work) {
  const late = new Promise((_, refuse) => {
    setTimeout(() => refuse(new Failed("timeout", "the time of the attempt is up", true)), 1000 * seconds).unref();
  });
  return Promise.race([work, late]);
}

async function execute(request) {
  if (new Date() > new Date(request.not_after)) {
    throw new Failed("not_after", `it had to start by ${request.not_after}`, true);
  }
  const inputs = request.inputs_ref ? await document(request.inputs_ref) : (request.inputs ?? {});
  return inTime(request.timeout_s, work(inputs));
}

async function handle(text) {
  const request = read(text);
  const startedAt = new Date().toISOString();
  const outcome = { contract: "trellis/v1", artifacts_out: [], metrics: {} };
  for (const member of ["task_id", "attempt", "attempt_token", "action", "traceparent"]) {
    if (member in request) outcome[member] = request[member];
  }
  try {
    const outputs = request.action === "execute" ? await execute(request) : {};
    Object.assign(outcome, { status: "succeeded", outputs });
  } catch (failed) {
    const error = failed.error ?? { code: "handler_error", message: String(failed), retryable: true };
    Object.assign(outcome, { status: "failed", error });
  }
  return JSON.stringify({ ...outcome, started_at: startedAt, finished_at: new Date().toISOString() });
}

try {
  const outcome = await handle(readFileSync(0, "utf8"));
  process.stdout.write(outcome, () => process.exit(0));
} catch (refused) {
  if (!(refused instanceof Unreadable)) throw refused;
  console.error(`message refused: ${refused.message}`);
  process.exitCode = 1;
}
