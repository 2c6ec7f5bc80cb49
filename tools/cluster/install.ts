/** Puts into a running cluster what a plan puts into an environment's, step by step in the plan's order. */
import type { Json } from "../../components/shared/json";
import type { KubernetesObject } from "../apiserver/client";
import { objectOf as kubernetesObject } from "../apiserver/objects";
import type { Helm } from "../charts/helm";
import { locateChart } from "../charts/locate";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { inputsOf, type World } from "../fit/world";
import type { PlannedResource } from "../plan/graph";
import type { Decided } from "../fit/world";
import { type ClusterClient, Refused } from "./objects";
import { type Step, type StepKind, stepsOf } from "./order";
import { poolObject } from "./pools";
import { workloadFor } from "./workloads";

/** Kinds that call what no pod of kwok answers: webhooks that fail closed would refuse everything after them. */
export const CALLED = [
    "APIService",
    "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration",
] as const;

const HOOK_SECONDS = 120;

export interface Ground {
    readonly client: ClusterClient;
    readonly kubeconfig: string;
    readonly helm: Helm;
    readonly world: World;
    readonly components: readonly Decided[];
    /** Called before the first pool. */
    readonly beforePools: () => Promise<void>;
    /** Kinds that charts are installed without. */
    readonly aside: readonly string[];
}

/** What became of one step. */
export interface StepDone {
    readonly kind: StepKind;
    /** Logical name in the plan. */
    readonly name: string;
    /** `Helm`, `a stand-in of its row`, or why nothing was made. */
    readonly by: string;
    /** Whether what the plan has is not there, or only stood in for. */
    readonly isWhole: boolean;
    /** What Helm was told to leave out. */
    readonly aside: readonly Properties[];
}

export async function installSteps(
    ground: Ground,
    report: (line: string) => void,
): Promise<readonly StepDone[]> {
    const done: StepDone[] = [];
    for (const step of stepsOf(ground.world.graph)) {
        const one = await take(step, ground).catch((error: unknown): StepDone => {
            if (!(error instanceof Refused)) throw error;
            return stepDone(step, `refused: ${error.message}`, false);
        });
        report(`${one.kind} ${one.name}: ${one.by}`);
        done.push(one);
    }
    return done;
}

function stepDone(
    { kind, resource }: Step,
    by: string,
    isWhole = true,
    aside: readonly Properties[] = [],
): StepDone {
    return { kind, name: resource.name, by, isWhole, aside };
}

async function take(step: Step, ground: Ground): Promise<StepDone> {
    switch (step.kind) {
        case "add-on":
            return standIn(step, ground, "its row");
        case "chart":
            return installChart(step, ground);
        case "object":
            return applyObject(step, ground);
    }
}

const FOREIGN = /^(eks\.amazonaws\.com)\//;

async function applyObject(step: Step, ground: Ground): Promise<StepDone> {
    const { resource } = step;
    const inputs = inputsOf(resource);
    if (FOREIGN.test(textOf(inputs["apiVersion"])))
        return stepDone(step, "left out: EKS publishes no definition of its kind", false);
    if (textOf(inputs["kind"]) === "NodePool") {
        await ground.beforePools();
        const room = ground.world.rooms.find(({ resources }) => resources.includes(resource));
        const isAuto = room?.capacity.kind === "pool" && room.capacity.maker === "auto-mode";
        await ground.client.apply(poolObject(resource.inputs, isAuto));
        return stepDone(step, "applied, with the class of the rehearsal");
    }
    await ground.client.apply(kubernetesObject(resource.urn, withoutMarks(resource.inputs)));
    return stepDone(step, "applied");
}

/** Annotations that only the provider reads stay in the plan. */
function withoutMarks(inputs: Json): Json {
    const object = objectOf(inputs);
    const metadata = objectOf(object["metadata"]);
    const annotations = Object.entries(objectOf(metadata["annotations"])).filter(
        ([key]) => !key.startsWith("pulumi.com/"),
    );
    return { ...object, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } };
}

async function installChart(step: Step, ground: Ground): Promise<StepDone> {
    const { resource } = step;
    const inputs = inputsOf(resource);
    const reference = textOf(inputs["chart"]);
    const isOci = reference.startsWith("oci://");
    const chart = isOci ? (reference.split("/").at(-1) ?? "") : reference;
    const repository = isOci
        ? reference.slice(0, -chart.length - 1)
        : textOf(objectOf(inputs["repositoryOpts"])["repo"]);
    const located = await locateChart(
        { chart, repository, version: textOf(inputs["version"]) },
        { helm: ground.helm, own: process.env["CHARTS_FROM"] },
    );
    if ("missing" in located)
        return standIn(step, ground, `its row, for want of the chart (${located.missing})`);
    const namespace = textOf(inputs["namespace"], "default");
    await ensureNamespace(ground.client, namespace);
    const installed = await ground.helm.install({
        ...{
            chart: located.path,
            inside: located.inside,
            namespace,
            release: textOf(inputs["name"], resource.name),
        },
        ...{ kubeconfig: ground.kubeconfig, timeoutSeconds: HOOK_SECONDS, aside: ground.aside },
        skipCrds: inputs["skipCrds"] === true,
        values: objectOf(inputs["values"]),
    });
    if ("error" in installed) return stepDone(step, `Helm refused: ${installed.error}`, false);
    const aside = installed.aside.map(({ object }) => object);
    const without = aside.length === 0 ? "" : `, without ${aside.length} of its objects that call its pods`;
    return stepDone(step, `Helm: ${installed.status}${without}`, true, aside);
}

/** The workloads that the planner's rows say it has. */
async function standIn(step: Step, ground: Ground, of: string): Promise<StepDone> {
    const { resource } = step;
    const component = ground.components.find(({ name }) => name === nameOfParent(resource));
    const pods = component?.pods ?? [];
    const configuration = configurationOf(resource);
    let made = 0;
    for (const object of pods.flatMap((pod) =>
        workloadFor(pod, { configuration, gpuTypes: gpuTypesOf(ground.world) }),
    )) {
        await ensureNamespace(ground.client, object.metadata.namespace ?? "default");
        await ground.client.apply(object);
        made += 1;
    }
    return stepDone(step, made === 0 ? "no pods to stand in for" : `a stand-in of ${of}`, false);
}

/** Logical name of the component a resource is in. */
function nameOfParent({ parent = "" }: PlannedResource): string {
    return parent.slice(parent.lastIndexOf("::") + 2);
}

function configurationOf(resource: PlannedResource): Json {
    const { configurationValues, values } = inputsOf(resource);
    if (values !== undefined) return values;
    const text = textOf(configurationValues, "{}");
    try {
        return JSON.parse(text) as Json;
    } catch {
        return {};
    }
}

function gpuTypesOf({ rooms }: World): readonly string[] {
    const types = rooms.flatMap(({ capacity }) =>
        capacity.kind === "pool" ? (capacity.types?.() ?? []) : [],
    );
    return types.filter(({ gpu }) => gpu !== undefined).map(({ type }) => type);
}

export async function ensureNamespace(client: ClusterClient, name: string): Promise<void> {
    if ((await client.get("v1", "Namespace", { name })) !== undefined) return;
    await client.apply(namespaceObject(name));
}

function namespaceObject(name: string): KubernetesObject {
    return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}
