import {
  CheckFailure,
  type CheckRequest,
  CheckResponse,
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  DiffResponse,
  PropertyDiff,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { SinchError } from "../../base/errors";
import * as lifecycle from "../../lifecycle";
import { covers, namesIn } from "../../model/path";
import { desiredIn, type Inputs, inputsOf, isManaged, type State, stateFrom as wholeState } from "../../model/state";
import { createOnly } from "../native-form";
import { orderNotes } from "../order-notes";
import { detailOf, type Kind } from "./detailed-diff";
import { mixedItems } from "./ignored-items";
import { readUnmanaged } from "./import";
import { inputsFrom, inputsToEngine, outputsToEngine, stateFrom } from "./resource-form";
import type { Session } from "./session";
import { kept } from "./unfinished";

/** Engine calls that concern a resource. */

export async function check(session: Session, request: CheckRequest): Promise<CheckResponse> {
  const context = session.contextFor(request.getUrn());
  const { type } = context;
  const olds = inputsFrom(type, request.getOlds());
  const news = inputsFrom(type, request.getNews());
  const isNew = Object.keys(olds.props).length === 0;
  const { inputs, problems, notes, adoption } = await lifecycle.check(context, isNew ? {} : olds.core, news.core);
  // `create` learns whether this is a preview.
  if (adoption) session.adoptions.set(request.getUrn(), adoption);
  for (const note of notes) if (note !== adoption?.note) await session.log.note(request.getUrn(), note, note);
  // The core keeps secrets under this name.
  const apart = "secrets" in news.props ? ["secrets is not a known property: set each secret in its own place"] : [];
  return new CheckResponse()
    .setInputs(inputsToEngine(type, inputs, news.marks))
    .setFailuresList(failures([...apart, ...problems]));
}

/** With a property name, the engine would print that property's value, even if secret. */
export const failures = (problems: readonly string[]): CheckFailure[] =>
  problems.map((reason) => new CheckFailure().setProperty("").setReason(reason));

export async function diff(session: Session, request: DiffRequest): Promise<DiffResponse> {
  const context = session.contextFor(request.getUrn());
  const { type } = context;
  const { core, isDynamic } = stateFrom(type, request.getOlds(), request.getOldInputs());
  const asked = inputsFrom(type, request.getNews());
  const [olds, news] = [core as State, asked.core];
  const stored = inputsFrom(type, request.getOldInputs()).props;
  const mixed = isDynamic ? [] : mixedItems(type, stored, asked.props, request.getIgnorechangesList());
  if (mixed.length > 0) throw new SinchError("ERR_SINCH_CONFIGURATION", mixed.join(". "));
  const difference = lifecycle.diff(context, request.getId(), olds, news);
  const response = new DiffResponse();
  if (difference.changes === false && !isDynamic) return response.setChanges(DiffResponse.DiffChanges.DIFF_NONE);
  if (difference.changes !== false && !difference.replaces) {
    await lifecycle.assertSendable(context, request.getId(), olds, news);
    const shared = await lifecycle.sharedIdentities(context, request.getId(), olds, news);
    for (const note of shared) await session.log.note(request.getUrn(), note);
  }
  const [before, after] = [desiredIn(type, olds).leaves, desiredIn(type, news).leaves];
  const detail = detailOf(type, before, after);
  for (const note of orderNotes(type, before, after)) await session.log.note(request.getUrn(), note);
  const map = response.getDetaileddiffMap();
  // The engine reverts ignored properties before an update, but after a refresh it leaves that to the provider.
  const ignored = request.getIgnorechangesList().map(namesIn);
  const isIgnored = (path: string): boolean => ignored.some((names) => covers(names, namesIn(path)));
  for (const [path, kind] of detail.shown) if (!isIgnored(path)) map.set(path, propertyDiff(KINDS[kind]));
  for (const path of difference.replaces ?? []) map.set(path, propertyDiff(PropertyDiff.Kind.UPDATE_REPLACE));
  // Converts a state of the dynamic host to this host's form, which sends nothing.
  if (isDynamic) map.set("__provider", propertyDiff(PropertyDiff.Kind.DELETE));
  const isAllIgnored = ignored.length > 0 && map.getLength() === 0 && detail.reordered.length === 0;
  if (isAllIgnored) return response.setChanges(DiffResponse.DiffChanges.DIFF_NONE);
  const paths: string[] = [...detail.changed.filter((path) => !isIgnored(path)), ...map.keys()];
  // The engine's short form, `[diff: ~channelCredentials]`, shows the properties that are in this list by their own name.
  const properties = paths.flatMap((path) => namesIn(path).slice(0, 1));
  return response
    .setChanges(DiffResponse.DiffChanges.DIFF_SOME)
    .setHasdetaileddiff(true)
    .setReplacesList(difference.replaces ?? [])
    .setDeletebeforereplace(difference.deleteBeforeReplace === true)
    .setDiffsList([...new Set([...properties, ...paths])]);
}

const KINDS: Readonly<Record<Kind, PropertyDiff.Kind>> = {
  add: PropertyDiff.Kind.ADD,
  delete: PropertyDiff.Kind.DELETE,
  update: PropertyDiff.Kind.UPDATE,
};

/** Read old values from the inputs, the only place with secrets. */
const propertyDiff = (kind: PropertyDiff.Kind): PropertyDiff => new PropertyDiff().setKind(kind).setInputdiff(true);

export async function create(session: Session, request: CreateRequest): Promise<CreateResponse> {
  const context = session.contextFor(request.getUrn(), request.getTimeout());
  const { type } = context;
  const { core, marks } = inputsFrom(type, request.getProperties());
  const adoption = session.adoptions.get(request.getUrn());
  if (request.getPreview()) {
    if (adoption) await session.log.note(request.getUrn(), adoption.note);
    // Create-only options appear in the preview, as with the dynamic host, because policies read them there.
    return new CreateResponse().setProperties(
      outputsToEngine(type, { ...createOnly(type, core), ...inputsOf(type, core) }, marks),
    );
  }
  const { id, outs, notes, unverified } = await kept(lifecycle.create(context, core), (state) =>
    outputsToEngine(type, state, marks),
  );
  session.unverified.add(type, unverified);
  for (const note of [...(adoption ? [adoption.note] : []), ...notes]) await session.log.note(request.getUrn(), note);
  return new CreateResponse().setId(id).setProperties(outputsToEngine(type, outs, marks));
}

export async function update(session: Session, request: UpdateRequest): Promise<UpdateResponse> {
  const context = session.contextFor(request.getUrn(), request.getTimeout());
  const { type } = context;
  const olds = stateFrom(type, request.getOlds(), request.getOldInputs()).core as State;
  const { core: news, marks } = inputsFrom(type, request.getNews());
  const form = (outs: State): Struct => outputsToEngine(type, outs, marks);
  if (request.getPreview()) return new UpdateResponse().setProperties(form(wholeState(type, news, olds)));
  const { outs, unverified } = await kept(lifecycle.update(context, request.getId(), olds, news), form);
  session.unverified.add(type, unverified);
  return new UpdateResponse().setProperties(form(outs));
}

export async function read(session: Session, request: ReadRequest): Promise<ReadResponse> {
  const context = session.contextFor(request.getUrn(), request.getTimeout());
  const { type } = context;
  const { core, marks } = stateFrom(type, request.getProperties(), request.getInputs());
  const asked = inputsFrom(type, request.getInputs());
  if (!isManaged(core) || !(type.definition.identity in asked.core))
    return readUnmanaged(session, context, request, core);
  const { id, props, inputs } = await lifecycle.read(context, request.getId(), core);
  if (!id) return new ReadResponse();
  return new ReadResponse()
    .setId(id)
    .setProperties(outputsToEngine(type, props as State, marks))
    .setInputs(inputsToEngine(type, inputs as Inputs, asked.marks));
}

export async function remove(session: Session, request: DeleteRequest): Promise<Empty> {
  const context = session.contextFor(request.getUrn(), request.getTimeout());
  const { core } = stateFrom(context.type, request.getProperties(), request.getOldInputs());
  await lifecycle.remove(context, request.getId(), core as State);
  return new Empty();
}
