/** What a fork makes beside its cluster: types the kit holds no facts of, one made from another. */
import { UserPool, UserPoolClient } from "@pulumi/aws/cognito";
import { Instance, SubnetGroup } from "@pulumi/aws/rds";
import { Record as DnsRecord, Zone } from "@pulumi/aws/route53";
import { Bucket, BucketPolicy } from "@pulumi/aws/s3";
import { Queue } from "@pulumi/aws/sqs";
import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import { awsProvider } from "./faulty-programs";

/** What a change of the program varies. */
export interface OwnResources {
    readonly dbName?: string;
    readonly instanceClass?: string;
    readonly protect?: boolean;
}

export function ownResources(change: OwnResources = {}): Readonly<Record<string, pulumi.Output<unknown>>> {
    const { dbName = "shop", instanceClass = "db.t4g.medium", protect = false } = change;
    const provider = awsProvider();
    const group = new SubnetGroup("db", { subnetIds: ["subnet-0a", "subnet-0b"] }, { provider });
    const database = new Instance(
        "db",
        {
            engine: "postgres",
            instanceClass,
            dbName,
            dbSubnetGroupName: group.name,
            manageMasterUserPassword: true,
        },
        { provider, protect },
    );
    const bucket = new Bucket("files", {}, { provider });
    const statement = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: bucket.arn };
    const policy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: [statement] });
    new BucketPolicy("files", { bucket: bucket.id, policy }, { provider });
    const queue = new Queue("jobs", {}, { provider });
    const zone = new Zone("internal", { name: "shop.example.com" }, { provider });
    const record = new DnsRecord(
        "db",
        {
            zoneId: zone.zoneId,
            name: "db.shop.example.com",
            type: "CNAME",
            ttl: 60,
            records: [database.address],
        },
        { provider },
    );
    const users = new UserPool("users", {}, { provider });
    const client = new UserPoolClient("shop", { userPoolId: users.id }, { provider });
    const settings = { database: database.address, queue: queue.url, client: client.id };
    return {
        ...inCluster(settings),
        fqdn: record.fqdn,
        nameServers: zone.nameServers,
        users: users.arn,
    };
}

function inCluster(
    data: Readonly<Record<string, pulumi.Output<string>>>,
): Readonly<Record<string, pulumi.Output<unknown>>> {
    const provider = new KubernetesProvider("cluster", { kubeconfig: "{}" });
    const config = new ConfigMap("settings", { data: { ...data } }, { provider });
    const labels = { app: "shop" };
    const envFrom = [{ configMapRef: { name: config.metadata.name } }];
    const container = { name: "shop", image: "nginx:1.29", envFrom };
    const shop = new Deployment(
        "shop",
        {
            metadata: { namespace: "shop", name: "shop" },
            spec: {
                selector: { matchLabels: labels },
                template: { metadata: { labels }, spec: { containers: [container] } },
            },
        },
        { provider },
    );
    const monitor = new CustomResource(
        "shop",
        {
            apiVersion: "monitoring.example.com/v1",
            kind: "ServiceMonitor",
            metadata: { namespace: "shop", name: "shop" },
            spec: { port: "http" },
        },
        { provider },
    );
    return {
        deployment: shop.id,
        settings: config.metadata.name,
        monitor: monitor.id,
        uid: shop.metadata.uid,
    };
}
