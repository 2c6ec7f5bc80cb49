/** Where things are: account and region, the account for global services, a cluster for Kubernetes objects. */
import { textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { type Connection, kubeconfigReach, regionOf } from "./connection";
import { type Entry, type Inventory, valuesOf } from "./inventory";

export const CLUSTER = "aws:eks/cluster:Cluster";

/** The living cluster a Kubernetes provider talks to, if there is one. */
export function clusterOf(connection: Connection, inventory: Inventory): Entry | undefined {
    const server = kubeconfigReach(connection)?.server;
    if (server === undefined) return undefined;
    return inventory.ofType(CLUSTER).find((entry) => textOf(valuesOf(entry)["endpoint"]) === server);
}

export interface Located {
    readonly type: string;
    readonly inputs: Properties;
    readonly connection: Connection;
}

export function placeOf(subject: Located, account: string, inventory: Inventory): string {
    const { connection, inputs, type } = subject;
    if (type.startsWith("kubernetes:")) {
        const cluster = clusterOf(connection, inventory);
        return cluster === undefined ? "no cluster" : textOf(valuesOf(cluster)["arn"]);
    }
    if (type.startsWith("aws:iam/")) return account;
    return `${account} ${textOf(inputs["region"], regionOf(connection))}`;
}
