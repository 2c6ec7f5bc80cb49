/** Builds one component offline and returns every registration the engine would have received. */
import * as pulumi from "@pulumi/pulumi";
import * as protocol from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Json } from "../../components/shared/json";
import { takeShortcuts } from "../../tools/plan/shortcuts";
import { answerFor } from "./aws-answers";

type Properties = Readonly<Record<string, Json>>;

/** One registration. Resources are named `<last part of the type>:<logical name>`: `Subnet:network-node-a`. */
export interface RecordedResource {
    /** `Subnet:network-node-a`: unique as long as no two components share a name. */
    readonly label: string;
    readonly type: string;
    readonly name: string;
    /** Label of the parent; undefined below the stack. */
    readonly parent: string | undefined;
    /** As sent. A secret reads `{ $secret: value }`, an unknown `{ $unknown: true }`. */
    readonly inputs: Properties;
    /** Sorted labels: `dependsOn` and what the inputs refer to. */
    readonly dependencies: readonly string[];
    /** Input → sorted labels of the resources its value came from. */
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
    /** Only what was set. */
    readonly options: RecordedOptions;
    /** What a component registered as its outputs; undefined for other resources. */
    readonly outputs: Properties | undefined;
    /** Label and id of the provider; undefined for the default one. */
    readonly provider: string | undefined;
    /** Output names marked secret by the program. */
    readonly additionalSecretOutputs: readonly string[];
}

export interface RecordedOptions {
    readonly protect?: boolean;
    readonly ignoreChanges?: readonly string[];
    readonly customTimeouts?: {
        readonly create?: string;
        readonly update?: string;
        readonly delete?: string;
    };
    readonly deleteBeforeReplace?: boolean;
    readonly retainOnDelete?: boolean;
    readonly aliases?: number;
}

export interface RecordOptions {
    /** A first preview: nothing made has an id or computed output. @default false */
    readonly unknown?: boolean;
}

/**
 * Runs `build` in a fresh stack `kit/test` and returns its resources in order of registration, the stack left out.
 * Rejects with what `build` threw. One run at a time: the SDK keeps its monitor in the process.
 */
export async function recordComponent(
    build: () => unknown,
    options: RecordOptions = {},
): Promise<RecordedResource[]> {
    const monitor = new RecordingMonitor(options.unknown ?? false);
    // Preview: with a real run the SDK drops inputs whose value is missing instead of showing them as unknown.
    pulumi.runtime.setMockOptions(monitor.client(), "kit", "test", true);
    let thrown: { readonly error: unknown } | undefined;
    const shortcuts = takeShortcuts();
    try {
        await pulumi.runtime.runInPulumiStack(async () => {
            // Caught here: the stack would hold on to the rejection and let it surface as an unhandled one.
            try {
                await build();
            } catch (error) {
                thrown = { error };
            }
        });
        await pulumi.runtime.disconnect();
    } finally {
        shortcuts.restore();
        pulumi.runtime.resetOptions("kit", "test", -1, "", "", false, "");
    }
    // A call made offline first: the SDK turns it into an error without a text.
    if (monitor.failures.length > 0) throw new Error(monitor.failures.join("\n"));
    if (thrown !== undefined) throw thrown.error;
    return monitor.recorded();
}

/** The one resource with this label. */
export function find(resources: readonly RecordedResource[], label: string): RecordedResource {
    const found = resources.filter((resource) => resource.label === label);
    const [only] = found;
    if (only === undefined || found.length > 1) {
        const known = resources.map((resource) => resource.label).join(", ");
        throw new Error(`${found.length} resources are labelled ${label}; recorded: ${known}`);
    }
    return only;
}

/** Whole inputs by label, of one type or of all. */
export function inputsByLabel(
    resources: readonly RecordedResource[],
    type?: string,
): Record<string, Properties> {
    const wanted = resources.filter((resource) => type === undefined || resource.type === type);
    return Object.fromEntries(wanted.map(({ label, inputs }) => [label, inputs]));
}

/** Everything `label` waits for, directly or not, parents' included: what exists before it and outlives it. */
export function ancestorsOf(resources: readonly RecordedResource[], label: string): Set<string> {
    const seen = new Set<string>();
    const visit = (from: string): void => {
        const { dependencies, propertyDependencies, parent } = find(resources, from);
        const next = [...dependencies, ...Object.values(propertyDependencies).flat()];
        for (const ancestor of parent === undefined ? next : [...next, parent]) {
            if (!seen.has(ancestor)) {
                seen.add(ancestor);
                visit(ancestor);
            }
        }
    };
    visit(label);
    return seen;
}

type Callback<T> = (error: Error | null, response?: T) => void;
type Request = protocol.RegisterResourceRequest;

class RecordingMonitor {
    public readonly failures: string[] = [];
    private readonly requests: { readonly urn: string; readonly request: Request }[] = [];
    private readonly outputs = new Map<string, Properties>();

    public constructor(private readonly unknown: boolean) {}

    /** The monitor as the SDK calls it: an object of plain functions. */
    public client(): Record<string, unknown> {
        const refuseCall =
            (what: string) =>
            (request: { getTok?: () => string }, callback: Callback<never>): void => {
                const problem = `${[what, request.getTok?.()].filter(Boolean).join(" ")} was called offline`;
                this.failures.push(problem);
                callback(new Error(problem));
            };
        return {
            registerResource: (request: Request, callback: Callback<protocol.RegisterResourceResponse>) =>
                callback(null, this.register(request)),
            registerResourceOutputs: (
                request: protocol.RegisterResourceOutputsRequest,
                done: Callback<object>,
            ) => {
                this.outputs.set(request.getUrn(), toProperties(request.getOutputs()));
                done(null, {});
            },
            // Transforms and hooks call back into the program: nothing here would answer.
            supportsFeature: (request: protocol.SupportsFeatureRequest, callback: Callback<object>) =>
                callback(null, { getHassupport: () => FEATURES.includes(request.getId()) }),
            readResource: refuseCall("readResource"),
            invoke: refuseCall("invoke"),
            call: refuseCall("call"),
            registerPackage: refuseCall("registerPackage"),
        };
    }

    public recorded(): RecordedResource[] {
        const own = this.requests.filter(({ request }) => request.getType() !== "pulumi:pulumi:Stack");
        return own.map(({ urn, request }) => this.describe(urn, request));
    }

    private register(request: Request): protocol.RegisterResourceResponse {
        const parentType = request.getParent().split("::")[2];
        const isTop = parentType === undefined || parentType === "pulumi:pulumi:Stack";
        const type = isTop ? request.getType() : `${parentType}$${request.getType()}`;
        const urn = `urn:pulumi:test::kit::${type}::${request.getName()}`;
        if (this.requests.some((earlier) => earlier.urn === urn)) {
            this.failures.push(`two resources have the URN ${urn}`);
        }
        this.requests.push({ urn, request });

        const inputs = toProperties(request.getObject());
        const made = answerFor({ type: request.getType(), name: request.getName(), inputs });
        const answer = request.getCustom() && !this.unknown ? made : { id: "", outputs: {} };
        const response = new protocol.RegisterResourceResponse();
        response.setUrn(urn);
        response.setId(answer.id);
        response.setObject(Struct.fromJavaScript({ ...toWire(request.getObject()), ...answer.outputs }));
        return response;
    }

    private describe(urn: string, request: Request): RecordedResource {
        const propertyDependencies: Record<string, readonly string[]> = {};
        request.getPropertydependenciesMap().forEach((urns, property) => {
            const labels = labelsOf(urns.getUrnsList());
            if (labels.length > 0) propertyDependencies[property] = labels;
        });
        const parent = request.getParent();
        return {
            label: labelOf(urn),
            type: request.getType(),
            name: request.getName(),
            parent: parent.includes("::pulumi:pulumi:Stack::") ? undefined : labelOf(parent),
            inputs: toProperties(request.getObject()),
            dependencies: labelsOf(request.getDependenciesList()),
            propertyDependencies,
            options: optionsOf(request),
            outputs: this.outputs.get(urn),
            provider: request.getProvider() === "" ? undefined : labelOf(request.getProvider()),
            additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        };
    }
}

/** No `outputValues`: they would wrap every input in a record of its dependencies, which are recorded anyway. */
const FEATURES = [
    "secrets",
    "resourceReferences",
    "deletedWith",
    "replaceWith",
    "aliasSpecs",
    "parameterization",
];

function optionsOf(request: Request): RecordedOptions {
    const timeouts = request.getCustomtimeouts()?.toObject();
    const given = {
        create: timeouts?.create,
        update: timeouts?.update,
        delete: timeouts?.pb_delete,
    };
    const customTimeouts = Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined && value !== ""),
    );
    const ignoreChanges = request.getIgnorechangesList();
    const aliases = request.getAliasesList().length + request.getAliasurnsList().length;
    return {
        ...(request.hasProtect() ? { protect: request.getProtect() === true } : {}),
        ...(ignoreChanges.length > 0 ? { ignoreChanges } : {}),
        ...(Object.keys(customTimeouts).length > 0 ? { customTimeouts } : {}),
        ...(request.getDeletebeforereplacedefined()
            ? { deleteBeforeReplace: request.getDeletebeforereplace() }
            : {}),
        ...(request.getRetainondelete() === true ? { retainOnDelete: true } : {}),
        ...(aliases > 0 ? { aliases } : {}),
    };
}

/** `urn:pulumi:test::kit::a$b:c/d:Subnet::network-node-a` → `Subnet:network-node-a`. */
function labelOf(urn: string): string {
    const [, , type = "", name = ""] = urn.split("::");
    return `${type.split(":").at(-1) ?? type}:${name}`;
}

function labelsOf(urns: readonly string[]): string[] {
    return urns.map(labelOf).sort();
}

function toWire(struct: Struct | undefined): Properties {
    return struct?.toJavaScript() ?? {};
}

function toProperties(struct: Struct | undefined): Properties {
    return readable(toWire(struct)) as Properties;
}

const { specialSigKey, specialSecretSig, specialResourceSig } = pulumi.runtime;

function urnOf(value: Json | undefined): string {
    return typeof value === "string" ? value : "";
}

function readable(value: Json): Json {
    if (value === pulumi.runtime.unknownValue) return { $unknown: true };
    if (Array.isArray(value)) return value.map(readable);
    if (value === null || typeof value !== "object") return value;
    const entries = new Map(Object.entries(value));
    const mark = entries.get(specialSigKey);
    if (mark === specialSecretSig) return { $secret: readable(entries.get("value") ?? null) };
    if (mark === specialResourceSig) return { $resource: labelOf(urnOf(entries.get("urn"))) };
    return Object.fromEntries([...entries].map(([key, item]) => [key, readable(item)]));
}
