/** Resource options of the planned graph: only what differs from doing nothing. */
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type * as proto from "@pulumi/pulumi/proto/resource_pb";

export interface PlannedTimeouts {
    readonly create?: string;
    readonly update?: string;
    readonly delete?: string;
    readonly read?: string;
}

/** A former URN, or what of the URN was different. */
export type PlannedAlias =
    | { readonly urn: string }
    | {
          readonly name?: string;
          readonly type?: string;
          readonly stack?: string;
          readonly project?: string;
          readonly parent?: string;
          readonly noParent?: true;
      };

export interface PlannedOptions {
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    readonly deleteBeforeReplace?: boolean;
    readonly deletedWith?: string;
    readonly ignoreChanges?: readonly string[];
    readonly replaceOnChanges?: readonly string[];
    readonly replaceWith?: readonly string[];
    readonly aliases?: readonly PlannedAlias[];
    readonly import?: string;
    readonly customTimeouts?: PlannedTimeouts;
    readonly additionalSecretOutputs?: readonly string[];
}

export function optionsOf(request: proto.RegisterResourceRequest): PlannedOptions {
    const timeouts = timeoutsOf(request);
    const aliases = [
        ...request.getAliasurnsList().map((urn) => ({ urn })),
        ...request.getAliasesList().map(aliasOf),
    ];
    return {
        ...flag("protect", request.hasProtect(), request.getProtect()),
        ...flag("retainOnDelete", request.hasRetainondelete(), request.getRetainondelete()),
        ...flag(
            "deleteBeforeReplace",
            request.getDeletebeforereplacedefined(),
            request.getDeletebeforereplace(),
        ),
        ...(request.getDeletedwith() === "" ? {} : { deletedWith: request.getDeletedwith() }),
        ...list("ignoreChanges", request.getIgnorechangesList()),
        ...list("replaceOnChanges", request.getReplaceonchangesList()),
        ...list("replaceWith", request.getReplaceWithList()),
        ...(aliases.length === 0 ? {} : { aliases }),
        ...(request.getImportid() === "" ? {} : { import: request.getImportid() }),
        ...(Object.keys(timeouts).length === 0 ? {} : { customTimeouts: timeouts }),
        ...list("additionalSecretOutputs", request.getAdditionalsecretoutputsList()),
    };
}

/** Protobuf reads an absent flag as false: only what was set counts. */
function flag<Key extends string>(
    key: Key,
    set: boolean,
    value: boolean | undefined,
): { readonly [key in Key]?: boolean } {
    const result: { [key in Key]?: boolean } = {};
    if (set && value !== undefined) result[key] = value;
    return result;
}

function list<Key extends string>(
    key: Key,
    items: readonly string[],
): { readonly [key in Key]?: readonly string[] } {
    const result: { [key in Key]?: readonly string[] } = {};
    if (items.length > 0) result[key] = [...items].sort();
    return result;
}

function timeoutsOf(request: proto.RegisterResourceRequest): PlannedTimeouts {
    const timeouts = request.getCustomtimeouts();
    const given = Object.entries({
        create: timeouts?.getCreate() ?? "",
        update: timeouts?.getUpdate() ?? "",
        delete: timeouts?.getDelete() ?? "",
        read: timeouts?.getRead() ?? "",
    }).filter(([, duration]) => duration !== "");
    return Object.fromEntries(given);
}

function aliasOf(alias: Alias): PlannedAlias {
    const spec = alias.getSpec();
    if (spec === undefined) return { urn: alias.getUrn() };
    const parts = Object.entries({
        name: spec.getName(),
        type: spec.getType(),
        stack: spec.getStack(),
        project: spec.getProject(),
        parent: spec.getParenturn(),
    }).filter(([, text]) => text !== "");
    return { ...Object.fromEntries(parts), ...(spec.getNoparent() ? { noParent: true } : {}) };
}
