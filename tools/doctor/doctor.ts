/** Everything the doctor looks at. Questions that do not wait for each other are asked together. */
import { hostOf } from "../../components/shared/registries";
import type { PlannedGraph } from "../plan/graph";
import type { Environment } from "../probe/environment";
import type { Probe } from "../probe/probe";
import { type ChartSource, chartSourcesOf } from "./chart-sources";
import { checkCredentials } from "./credentials";
import { checkEndpointServices, endpointServicesOf } from "./endpoint-services";
import type { Finding, Section } from "./findings";
import { checkNetwork } from "./network";
import { networkNeedsOf } from "./network-needs";
import {
    checkAwsCli,
    checkGit,
    checkHelm,
    checkKubectl,
    checkNode,
    checkNpm,
    checkPlugins,
    checkPulumi,
    type Wanted,
} from "./programs";
import { checkReach } from "./reach";
import { checkRegistryLogins } from "./registry-login";
import { checkWaysOut, waysOutOf } from "./ways-out";
import { zoneNeedsOf } from "./zone-needs";
import { checkZones } from "./zones";

export interface Examination {
    readonly probe: Probe;
    readonly wanted: Wanted;
    /** Node's version, without a `v`. */
    readonly node: string;
    readonly environment: Environment | undefined;
    /** The environment's plan; undefined when it has problems. */
    readonly plan: () => Promise<PlannedGraph | undefined>;
}

/** The machine, then the environment if one was named. */
export async function examine({
    environment,
    node,
    plan,
    probe,
    wanted,
}: Examination): Promise<readonly Section[]> {
    const [npm, pulumi, plugins, aws, kubectl, helm, git, credentials] = await Promise.all([
        checkNpm(probe),
        checkPulumi(probe, wanted),
        checkPlugins(probe, wanted),
        checkAwsCli(probe),
        checkKubectl(probe, environment?.valid.kubernetesVersion),
        checkHelm(probe),
        checkGit(probe),
        checkCredentials(probe, environment),
    ]);
    const sources = await examineSources(environment, plan);
    const logins = checkRegistryLogins(probe, sources);
    const programs = [checkNode(node, wanted), npm, pulumi, ...plugins, aws, kubectl, helm, git];
    const machine = { title: "This machine", findings: [...programs, ...logins] };
    if (environment === undefined) {
        return [{ ...machine, findings: [...machine.findings, ...credentials.findings] }];
    }
    const [reach, zones] = await Promise.all([
        checkReach(probe, environment, credentials.usable),
        credentials.usable ? examineZones(probe, environment, plan) : [],
    ]);
    const findings = [...checkSettings(environment), ...credentials.findings, ...zones, reach];
    return [machine, { title: `Environment ${environment.stack} (${environment.file})`, findings }];
}

/** What lives inside a cluster is planned once it may be made: until then, the registry that Karpenter will come from. */
async function examineSources(
    environment: Environment | undefined,
    plan: Examination["plan"],
): Promise<readonly ChartSource[] | undefined> {
    if (environment === undefined) return undefined;
    const graph = await plan();
    const sources = graph === undefined ? [] : chartSourcesOf(graph);
    const { chartRegistry } = environment.valid;
    if (sources.length > 0 || chartRegistry === undefined) return sources.length > 0 ? sources : undefined;
    return [{ kind: "oci", host: hostOf(chartRegistry) }];
}

/** Zones, the VPC where it is there already, and ways out that are somebody else's. */
async function examineZones(
    probe: Probe,
    { file, stack, valid }: Environment,
    plan: Examination["plan"],
): Promise<Finding[]> {
    const unknown = (what: string, remedy?: string): Finding[] => [
        {
            level: "unknown",
            about: "zones",
            what: `not looked at: ${what}`,
            ...(remedy === undefined ? {} : { remedy }),
        },
    ];
    const { assumeRoleArn, region } = valid;
    // The credentials are another account's, in which the same name stands for another zone.
    if (assumeRoleArn !== undefined)
        return unknown(`names of zones are the account's own, that of ${assumeRoleArn}`);
    const graph = region === undefined ? undefined : await plan();
    if (graph === undefined || region === undefined)
        return unknown("it cannot be planned", `npm run plan -- ${stack}`);
    const network = networkNeedsOf(graph);
    const [zones, vpc, services, waysOut] = await Promise.all([
        checkZones(probe, { file, needs: zoneNeedsOf(graph), region }),
        network === undefined ? [] : checkNetwork(probe, { file, needs: network, region }),
        checkEndpointServices(probe, { needs: endpointServicesOf(graph), region }),
        checkWaysOut(probe, { file, needs: waysOutOf(graph, valid.account), region }),
    ]);
    return [...zones, ...vpc, ...services, ...waysOut];
}

/** Faults of single settings, and what is left to fill in. */
export function checkSettings({ file, placeholders, problems, stack }: Environment): Finding[] {
    const about = "settings";
    if (problems.length > 0) {
        const remedy = `npm run plan -- ${stack}`;
        return problems.map((what) => ({ level: "blocks", about, what: what.replace(/\.$/, ""), remedy }));
    }
    if (placeholders.length === 0) return [{ level: "ok", about, what: "each is well formed and filled in" }];
    const what = `still hold documentation values, which pulumi refuses: ${placeholders.join(", ")}`;
    return [{ level: "blocks", about, what, remedy: `edit ${file}` }];
}
