/** Which resources have network interfaces, and in which subnets: each takes an address of its subnet. */
import type { Json } from "../../components/shared/json";
import { isObject, objectOf, textOf } from "./build";
import type { Properties } from "./facts";

/**
 * Subnets a resource has interfaces in, by its type; a subnet twice where it has two there.
 * Sources: EFS User Guide, accessing-fs; FSx for Lustre User Guide, limit-access-security-groups; Managed Service for
 * Prometheus User Guide, AMP-collector-how-to; Elastic Load Balancing User Guide, network interfaces; Route 53
 * Developer Guide, resolver-getting-started; Managed Grafana User Guide, AMG-configure-vpc.
 */
const SUBNETS: Readonly<Record<string, (values: Properties) => readonly string[]>> = {
    "aws:amp/scraper:Scraper": ({ source }) => texts(objectOf(objectOf(source)["eks"])["subnetIds"]),
    "aws:autoscaling/group:Group": ({ vpcZoneIdentifiers }) => texts(vpcZoneIdentifiers),
    "aws:ec2/natGateway:NatGateway": ({ subnetId }) => texts([subnetId ?? ""]),
    "aws:ec2/vpcEndpoint:VpcEndpoint": ({ subnetIds }) => texts(subnetIds),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ({ subnetIds }) => texts(subnetIds),
    "aws:efs/mountTarget:MountTarget": ({ subnetId }) => texts([subnetId ?? ""]),
    "aws:eks/cluster:Cluster": ({ vpcConfig }) => texts(objectOf(vpcConfig)["subnetIds"]),
    "aws:eks/fargateProfile:FargateProfile": ({ subnetIds }) => texts(subnetIds),
    "aws:eks/nodeGroup:NodeGroup": ({ subnetIds }) => texts(subnetIds),
    "aws:fsx/lustreFileSystem:LustreFileSystem": ({ subnetIds }) => texts([subnetIds ?? ""]),
    "aws:fsx/ontapFileSystem:OntapFileSystem": ({ subnetIds }) => texts(subnetIds),
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": ({ subnetIds }) => texts([subnetIds ?? ""]),
    "aws:fsx/windowsFileSystem:WindowsFileSystem": ({ subnetIds }) => texts(subnetIds),
    "aws:grafana/workspace:Workspace": ({ vpcConfiguration }) =>
        texts(objectOf(vpcConfiguration)["subnetIds"]),
    "aws:lb/loadBalancer:LoadBalancer": ({ subnetMappings, subnets }) => [
        ...texts(subnets),
        ...objects(subnetMappings).map(({ subnetId }) => textOf(subnetId)),
    ],
    "aws:route53/resolverEndpoint:ResolverEndpoint": ({ ipAddresses }) =>
        objects(ipAddresses).map(({ subnetId }) => textOf(subnetId)),
};

/** Undefined for a type without interfaces. */
export function subnetsOf(type: string, values: Properties): readonly string[] | undefined {
    return SUBNETS[type]?.(values);
}

export function hasInterfaces(type: string): boolean {
    return SUBNETS[type] !== undefined;
}

function texts(value: Json | undefined): readonly string[] {
    const list: readonly Json[] = Array.isArray(value) ? value : [];
    return list.filter((item) => typeof item === "string" && item !== "").map((item) => textOf(item));
}

function objects(value: Json | undefined): readonly Properties[] {
    const list: readonly Json[] = Array.isArray(value) ? value : [];
    return list.filter(isObject);
}
