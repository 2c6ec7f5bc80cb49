/** HostedZone: a domain in Route 53, the kit's own or one that is there, and its delegation. */
import { Provider } from "@pulumi/aws/provider";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { Zone } from "@pulumi/aws/route53/zone";
import * as pulumi from "@pulumi/pulumi";

import { parseArn } from "../shared/arns";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { checkHostedZone, decisionsOfHostedZone, type HostedZoneSpec, namedOf } from "./hosted-zone-spec";
import type { HostedZoneRef } from "./ref";

export interface HostedZoneArgs extends HostedZoneSpec {
    /** The zone above, for {@link HostedZoneSpec.delegatedBy}. */
    readonly parentZone?: HostedZoneRef | undefined;
}

/** How long others remember the name servers: an hour after a mistake it is forgotten. */
const DELEGATION_SECONDS = 3600;

/**
 * A hosted zone. Records are not its own: what is left in it makes the deletion fail.
 * @throws pulumi.ResourceError naming everything Route 53 would refuse.
 */
export class HostedZone extends pulumi.ComponentResource {
    public readonly zoneId: pulumi.Output<string>;
    /** What the domain above must name. Undefined of a zone that is there. */
    public readonly nameServers: pulumi.Output<string[]> | undefined;
    /** Writes records of a zone in another account. */
    public readonly recordsProvider: Provider | undefined;
    /** What uses the zone comes after these, and goes before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: HostedZoneArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:names:HostedZone", name, decisionsOfHostedZone(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkHostedZone(args)]);

        const zone = createZone(this, name, args);
        const delegation = zone && createDelegation(this, name, zone, args);
        this.zoneId = zone?.zoneId ?? pulumi.output(namedOf(args)?.id ?? "");
        this.nameServers = zone?.nameServers;
        this.recordsProvider = createRecordsProvider(this, name, args);
        this.ready = [...(zone === undefined ? [] : [zone]), ...(delegation ?? [])];
        this.registerOutputs({
            zoneId: this.zoneId,
            ...(this.nameServers === undefined ? {} : { nameServers: this.nameServers }),
        });
    }
}

function createZone(
    parent: pulumi.Resource,
    name: string,
    { clusterName, domain, key, kind }: HostedZoneArgs,
): Zone | undefined {
    if (kind === "existing") return undefined;
    return new Zone(
        childName(name, "zone"),
        {
            name: domain,
            comment: `Public zone of ${clusterName}`,
            // Records of controllers and people are not the kit's to delete.
            forceDestroy: false,
            tags: { Name: `${clusterName}-${key}` },
        },
        { parent },
    );
}

function createDelegation(
    parent: pulumi.Resource,
    name: string,
    zone: Zone,
    { domain, parentZone }: HostedZoneArgs,
): DnsRecord[] {
    if (parentZone === undefined) return [];
    return [
        new DnsRecord(
            childName(name, "delegation"),
            {
                zoneId: parentZone.zoneId,
                name: domain,
                type: "NS",
                ttl: DELEGATION_SECONDS,
                records: zone.nameServers,
            },
            { parent, ...throughRoleOf(parentZone) },
        ),
    ];
}

/** The option of a record of this zone. */
export function throughRoleOf({
    recordsProvider,
}: Pick<HostedZoneRef, "recordsProvider">): pulumi.CustomResourceOptions {
    return recordsProvider === undefined ? {} : { provider: recordsProvider };
}

/** Roles are assumed one after the other: first the environment's, if it has one. */
function createRecordsProvider(
    parent: pulumi.Resource,
    name: string,
    args: HostedZoneArgs,
): Provider | undefined {
    const { assumeRoleArn, region } = args;
    const roleArn = namedOf(args)?.roleArn;
    if (args.kind === "public" || roleArn === undefined) return undefined;
    const roles = [...(assumeRoleArn === undefined ? [] : [assumeRoleArn]), roleArn];
    return new Provider(
        childName(name, "records"),
        {
            region,
            allowedAccountIds: [parseArn(roleArn)?.account ?? ""],
            assumeRoles: roles.map((arn) => ({ roleArn: arn })),
        },
        { parent },
    );
}
