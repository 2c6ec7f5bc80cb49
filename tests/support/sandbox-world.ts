/** A small account for tests of the sandbox: networks, clusters and what runs in them, made call by call. */
import type { Json } from "../../components/shared/json";
import { textOf } from "../../tools/facts/build";
import { ANY_FACTS } from "../../tools/facts";
import type { Properties } from "../../tools/facts/facts";
import type { Subject } from "../../tools/sandbox/answering";
import { CallLog } from "../../tools/sandbox/calls";
import type { Client } from "../../tools/sandbox/client";
import { Cloud } from "../../tools/sandbox/cloud";
import type { Connection } from "../../tools/sandbox/connection";
import { type Fault, Faults } from "../../tools/sandbox/faults";
import { type Entry, Inventory, valuesOf } from "../../tools/sandbox/inventory";
import type { LatencyOf } from "../../tools/sandbox/latency";
import { Refused } from "../../tools/sandbox/refusal";
import { TYPES } from "../../tools/sandbox/world/lookups";

export const ACCOUNT = "210987654321";
export const DEPLOYER = `arn:aws:iam::${ACCOUNT}:role/platform-deploy`;
export const ADMIN = `arn:aws:iam::${ACCOUNT}:role/platform-admin`;
export const CLIENT: Client = {
    account: ACCOUNT,
    principalArn: DEPLOYER,
    address: "198.18.7.10",
    insideVpc: false,
};
export const AWS: Connection = {
    id: "aws-1",
    inputs: { region: "us-east-1", allowedAccountIds: JSON.stringify([ACCOUNT]) },
};

interface RigOptions {
    readonly client?: Partial<Client>;
    readonly faults?: readonly Fault[];
    readonly inventory?: Inventory;
    readonly latencyMs?: number | LatencyOf;
}

/** Create, change and delete as a provider does, without one. */
export class Rig {
    public readonly inventory: Inventory;
    public readonly log = new CallLog();
    public readonly cloud: Cloud;

    public constructor(options: RigOptions = {}) {
        this.inventory = options.inventory ?? new Inventory();
        this.cloud = new Cloud({
            facts: ANY_FACTS,
            inventory: this.inventory,
            client: { ...CLIENT, ...options.client },
            faults: new Faults(options.faults ?? []),
            log: this.log,
            patienceMs: 15,
            latencyMs: options.latencyMs ?? 0,
        });
    }

    /** The same account, asked by somebody else. */
    public as(options: RigOptions): Rig {
        return new Rig({ ...options, inventory: this.inventory });
    }

    public async create(type: string, name: string, inputs: Properties, by = AWS): Promise<Entry> {
        return this.run("create", { type, name, inputs, by }, (subject) => this.cloud.create(subject));
    }

    public async update(entry: Entry, change: Properties, by = AWS): Promise<Entry> {
        const { id, name, type } = entry;
        const inputs = { ...this.now(entry).inputs, ...change };
        return this.run("update", { type, name, inputs, by, id }, (subject) => this.cloud.update(subject));
    }

    public async remove(entry: Entry, by = AWS): Promise<void> {
        const { id, inputs, name, type } = entry;
        await this.run("delete", { type, name, inputs, by, id }, (subject) => this.cloud.remove(subject));
    }

    public async read(entry: Entry, by = AWS): Promise<Entry | undefined> {
        const { id, inputs, name, type } = entry;
        return this.run("read", { type, name, inputs, by, id }, (subject) => this.cloud.read(subject));
    }

    /** What the record says of it by now. */
    public now({ id, place, type }: Entry): Entry {
        const entry = this.inventory.get(type, place, id);
        if (entry === undefined) throw new Error(`${type} ${id} is gone`);
        return entry;
    }

    private async run<Result>(
        method: "create" | "update" | "delete" | "read",
        { by, id = "", inputs, name, type }: Asked,
        act: (subject: Subject) => Promise<Result>,
    ): Promise<Result> {
        const urn = `urn:pulumi:dev::kit::${type}::${name}`;
        const subject = { urn, type, name, id, inputs, connection: by };
        return this.cloud.record({ method, type, name, urn, preview: false }, () => act(subject));
    }
}

interface Asked {
    readonly type: string;
    readonly name: string;
    readonly inputs: Properties;
    readonly by: Connection;
    readonly id?: string;
}

/** The text an operation is refused with; undefined when it succeeds. */
export async function refusalOf(operation: Promise<unknown>): Promise<string | undefined> {
    try {
        await operation;
        return undefined;
    } catch (error) {
        if (error instanceof Refused) return error.refusal.error;
        throw error;
    }
}

export interface Network {
    readonly vpc: Entry;
    readonly gateway: Entry;
    readonly address: Entry;
    readonly nat: Entry;
    /** With a route to the internet gateway. */
    readonly open: Entry;
    /** With a route to the NAT gateway: zones a, b and, unused by the cluster, c. */
    readonly nodes: readonly [Entry, Entry, Entry];
    readonly egress: Entry;
}

export async function makeNetwork(rig: Rig): Promise<Network> {
    const vpc = await rig.create(TYPES.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
    const gateway = await rig.create(TYPES.internetGateway, "gateway", { vpcId: vpc.id });
    const subnet = (name: string, zone: string, third: number): Promise<Entry> =>
        rig.create(TYPES.subnet, name, {
            vpcId: vpc.id,
            cidrBlock: `10.0.${third}.0/24`,
            availabilityZone: zone,
        });
    const open = await subnet("open", "us-east-1a", 0);
    const nodes = [
        await subnet("node-a", "us-east-1a", 1),
        await subnet("node-b", "us-east-1b", 2),
        await subnet("node-c", "us-east-1c", 3),
    ] as const;
    const address = await rig.create(TYPES.eip, "nat", { domain: "vpc" });
    const nat = await rig.create(TYPES.natGateway, "nat", {
        subnetId: open.id,
        allocationId: address.id,
        connectivityType: "public",
    });
    await routed(rig, "open", vpc, [open], { gatewayId: gateway.id });
    const egress = await routed(rig, "node", vpc, nodes, { natGatewayId: nat.id });
    return { vpc, gateway, address, nat, open, nodes, egress };
}

async function routed(
    rig: Rig,
    name: string,
    vpc: Entry,
    subnets: readonly Entry[],
    target: Properties,
): Promise<Entry> {
    const table = await rig.create(TYPES.routeTable, name, { vpcId: vpc.id });
    for (const { id, name: subnet } of subnets) {
        await rig.create(TYPES.routeTableAssociation, subnet, { subnetId: id, routeTableId: table.id });
    }
    return rig.create(TYPES.route, `${name}-out`, {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        ...target,
    });
}

export async function makeRole(
    rig: Rig,
    name: string,
    service: string,
    policies: readonly string[],
): Promise<Entry> {
    const Statement = [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }];
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement });
    const role = await rig.create(TYPES.role, name, { name, assumeRolePolicy });
    for (const policy of policies) {
        const policyArn = `arn:aws:iam::aws:policy/${policy}`;
        await rig.create(TYPES.rolePolicyAttachment, `${name}-${policy}`, { role: name, policyArn });
    }
    return role;
}

export function arnOf(entry: Entry): string {
    return textOf(valuesOf(entry)["arn"]);
}

export interface SmallCluster extends Network {
    readonly role: Entry;
    readonly logs: Entry;
    readonly cluster: Entry;
    readonly oidc: Entry;
    /** Lets the deployer in. */
    readonly association: Entry;
    /** Kubernetes provider of the cluster. */
    readonly inside: Connection;
}

/** A cluster with two zones, its API open to 198.18.7.0/24, and the deployer as its administrator. */
export async function makeCluster(rig: Rig, change: Properties = {}): Promise<SmallCluster> {
    const network = await makeNetwork(rig);
    const role = await makeRole(rig, "cluster", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]);
    const logs = await rig.create(TYPES.logGroup, "logs", { name: "/aws/eks/one/cluster" });
    const cluster = await rig.create(TYPES.cluster, "one", {
        name: "one",
        version: "1.35",
        roleArn: arnOf(role),
        vpcConfig: {
            subnetIds: [network.nodes[0].id, network.nodes[1].id],
            endpointPrivateAccess: true,
            endpointPublicAccess: true,
            publicAccessCidrs: ["198.18.7.0/24"],
        },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
        enabledClusterLogTypes: ["audit"],
        ...change,
    });
    const url = issuerOf(cluster);
    const oidc = await rig.create(TYPES.oidcProvider, "oidc", { url, clientIdLists: ["sts.amazonaws.com"] });
    const association = await letIn(rig, DEPLOYER);
    return { ...network, role, logs, cluster, oidc, association, inside: kubernetes(cluster) };
}

export async function letIn(rig: Rig, principalArn: string, accessScope: Properties = { type: "cluster" }) {
    const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
    await rig.create(TYPES.accessEntry, principalArn, { clusterName: "one", principalArn });
    return rig.create(TYPES.accessPolicyAssociation, principalArn, {
        clusterName: "one",
        principalArn,
        policyArn,
        accessScope,
    });
}

export function issuerOf(cluster: Entry): string {
    const identities = valuesOf(cluster)["identities"] as readonly {
        readonly oidcs: readonly { readonly issuer: string }[];
    }[];
    return identities[0]?.oidcs[0]?.issuer ?? "";
}

/** A Kubernetes provider of the cluster; `extra` goes to the token command. */
export function kubernetes(cluster: Entry, extra: readonly string[] = []): Connection {
    const server = valuesOf(cluster)["endpoint"] ?? "";
    const config: Json = {
        "current-context": "one",
        contexts: [{ name: "one", context: { cluster: "one", user: "one" } }],
        clusters: [{ name: "one", cluster: { server } }],
        users: [{ name: "one", user: { exec: { command: "aws", args: ["eks", "get-token", ...extra] } } }],
    };
    return { id: "kubernetes-1", inputs: { kubeconfig: JSON.stringify(config) } };
}
