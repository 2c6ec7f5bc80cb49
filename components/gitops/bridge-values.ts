/** What the bridge holds, from what parts of earlier phases made. */
import * as pulumi from "@pulumi/pulumi";

import { subnetsIn, type SubnetIds } from "../network/ref";
import type { Ground } from "../platform/ground";
import { defined } from "../shared/defined";
import { partitionOf } from "../shared/regions";
import { BRIDGE_VERSION, nameByKey } from "./bridge-schema";
import type { BridgeSpec } from "./bridge-spec";
import type { BridgeValue } from "./gitops-schema";

/** The bridge before its values are known. */
export type BridgeInputs = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * @param at where the shape holds `values`
 * @throws pulumi.RunError when own resources hand nothing on under a name: only they know, once they run.
 */
export function bridgeOf(at: string, spec: BridgeSpec, ground: Ground): BridgeInputs {
    const { cluster, prometheus, serviceNetworkArn, vpc } = ground;
    const { account, environment, kubernetesVersion, namespaces, region, values = {} } = spec;
    return {
        schema_version: String(BRIDGE_VERSION),
        environment,
        aws_account_id: account,
        aws_partition: partitionOf(region),
        aws_region: region,
        cluster_name: cluster.name,
        cluster_arn: cluster.arn,
        cluster_endpoint: cluster.endpoint,
        cluster_security_group_id: cluster.securityGroupId,
        kubernetes_version: kubernetesVersion,
        oidc_issuer: cluster.oidcIssuer,
        oidc_provider_arn: cluster.oidcProviderArn,
        vpc_id: vpc.vpcId,
        node_subnet_ids: joined(vpc.nodeSubnetIds),
        public_subnet_ids: joined(vpc.publicSubnetIds),
        namespaces: namespaces.join(","),
        ...keysOf(ground),
        ...defined({
            prometheus_endpoint: prometheus?.endpoint,
            service_network_arn: serviceNetworkArn,
        }),
        ...byKey(spec, ground),
        ...Object.fromEntries(
            Object.entries(values).map(([name, value]) => [name, valueOf(`${at}.${name}`, value, ground)]),
        ),
    };
}

function joined(ids: SubnetIds): pulumi.Output<string> {
    return pulumi.all(subnetsIn(ids)).apply((all) => all.join(","));
}

function keysOf({ keys: { logsKeyArn, secretsKeyArn, volumesKeyArn } }: Ground): BridgeInputs {
    return defined({
        secrets_key_arn: secretsKeyArn,
        logs_key_arn: logsKeyArn,
        volumes_key_arn: volumesKeyArn,
    });
}

function byKey({ certificates, hostedZones }: BridgeSpec, ground: Ground): BridgeInputs {
    const named: readonly (readonly [string, pulumi.Input<string> | undefined])[] = [
        ...certificates.map((key) => [nameByKey("certificate", key), ground.certificates[key]] as const),
        ...hostedZones.flatMap((key) => [
            [nameByKey("zoneId", key), ground.hostedZones[key]?.zoneId] as const,
            [nameByKey("zoneName", key), ground.hostedZones[key]?.domain] as const,
        ]),
    ];
    return Object.fromEntries(named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function valueOf(at: string, value: BridgeValue, { own }: Ground): pulumi.Input<string> {
    if (typeof value === "string") return value;
    const given = own[value.own]?.[value.output];
    if (given === undefined) throw new pulumi.RunError(`${at}: own.${value.own} hands on no ${value.output}`);
    return pulumi.output(given).apply(String);
}
