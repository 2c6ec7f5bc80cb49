/** Whether an environment fits: its subnets, the account's quotas, and the nodes that its own pods need. Pure. */
import type { Capacity } from "../../components/shared/pods";
import { componentsOf, type Environment } from "../parity/environment";
import { addressesOfWorld, type SubnetFit } from "./addresses";
import { type KubernetesFit, kubernetesOf } from "./kubernetes";
import type { Level } from "./levels";
import { boundsOf } from "./pools";
import type { LiveAnswers } from "./live-answers";
import { type QuotaFit, quotasOfWorld } from "./quotas";
import { type Density, densityOf } from "./density";
import { type FitInput, siteOf, type World, worldOf } from "./world";

/** How pods get addresses. */
export const NETWORK_MODES = ["custom networking", "IPv6", "prefixes", "single addresses"] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];

export interface FitReport {
    readonly schemaVersion: 1;
    readonly project: string;
    readonly stack: string;
    readonly environment: string;
    readonly account: string;
    readonly region: string;
    readonly cluster: string;
    readonly networkModes: readonly NetworkMode[];
    readonly addresses: readonly SubnetFit[];
    readonly quotas: readonly QuotaFit[];
    readonly kubernetes: KubernetesFit;
    readonly density: readonly Density[];
    /** Pools and groups nobody can bound, and pools that no part of the kit knows. */
    readonly unbounded: readonly { readonly by: string; readonly why: string }[];
    /** Whether the account was asked. */
    readonly isLive: boolean;
    readonly level: Level;
}

/** Of an environment that was read. */
export function fitOf(environment: Environment, live?: LiveAnswers): FitReport {
    return reckonFit(inputOf(environment), live);
}

export function inputOf(environment: Environment): FitInput {
    return { graph: environment.graph, components: componentsOf(environment) };
}

/** @param live what the account answered */
export function reckonFit(input: FitInput, live?: LiveAnswers): FitReport {
    const world = worldOf(input);
    const addresses = addressesOfWorld(world, live?.subnets);
    const quotas = quotasOfWorld(world, live?.quotas);
    const kubernetes = kubernetesOf(world);
    const { environment, project, stack } = input.graph;
    return {
        schemaVersion: 1,
        ...{ project, stack, environment },
        ...siteOf(world),
        networkModes: modesOf(world),
        ...{ addresses, quotas, kubernetes, density: densityOf(world) },
        unbounded: unboundedOf(world),
        isLive: live !== undefined,
        level: levelOfAll(addresses, quotas, kubernetes),
    };
}

function modesOf(world: World): readonly NetworkMode[] {
    const found = new Set(
        world.rooms.flatMap(({ capacity }) => (capacity.kind === "fargate" ? [] : [modeOf(capacity)])),
    );
    return NETWORK_MODES.filter((mode) => found.has(mode));
}

function modeOf({ addressing }: Exclude<Capacity, { readonly kind: "fargate" }>): NetworkMode {
    if (addressing?.kind === "ipv6") return "IPv6";
    if (addressing?.idleEnis === 1) return "custom networking";
    return addressing?.kind === "prefixes" ? "prefixes" : "single addresses";
}

const POOL_KINDS = ["kubernetes:karpenter.sh/v1:NodePool"] as const;

function unboundedOf(world: World): FitReport["unbounded"] {
    const known = new Set(world.rooms.flatMap(({ resources }) => resources.map(({ urn }) => urn)));
    return [
        ...world.rooms.flatMap(({ capacity }) => {
            const reckoned = capacity.kind === "pool" ? boundsOf(capacity) : { bounds: [] };
            return "unbounded" in reckoned ? [{ by: capacity.name, why: reckoned.unbounded }] : [];
        }),
        ...POOL_KINDS.flatMap((type) => world.ofType(type))
            .filter(({ urn }) => !known.has(urn))
            .map(({ name }) => ({ by: name, why: "a NodePool that no part of the kit makes: not reckoned" })),
    ];
}

/** Quotas count once the account was asked: a default is where an account starts, not what this one has. */
function levelOfAll(
    addresses: readonly SubnetFit[],
    quotas: readonly QuotaFit[],
    { oneGone, whole }: KubernetesFit,
): Level {
    const levels = [
        ...addresses.map(({ level }) => level),
        ...quotas.filter(({ isDefault, raised }) => !isDefault || raised === false).map(({ level }) => level),
        ...[whole, oneGone].flatMap((load) => load?.level ?? []),
    ];
    return (["over", "near"] as const).find((level) => levels.includes(level)) ?? "fits";
}
