/** Certificate: one of ACM, the records that prove its names, and the wait until it is issued. */
import { Certificate as AcmCertificate } from "@pulumi/aws/acm/certificate";
import { CertificateValidation } from "@pulumi/aws/acm/certificateValidation";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    type CertificateSpec,
    checkCertificate,
    decisionsOfCertificate,
    recordsOf,
    type ValidationRecord,
} from "./certificate-spec";
import { partOf, withoutWildcard } from "./domains";
import { throughRoleOf } from "./hosted-zone";
import type { HostedZoneRef } from "./ref";

export interface CertificateArgs extends CertificateSpec {
    /** Zones that stand, by key. */
    readonly hostedZones: Readonly<Record<string, HostedZoneRef>>;
}

/** ACM looks for the record again at each renewal; nobody else asks for it. */
const RECORD_SECONDS = 300;

/**
 * A certificate that ACM issues and renews as long as its records stand.
 * @throws pulumi.ResourceError naming everything ACM would refuse.
 */
export class Certificate extends pulumi.ComponentResource {
    /** Known once it is issued: what takes it waits for that. */
    public readonly certificateArn: pulumi.Output<string>;
    /**
     * What uses the certificate goes before these. The wait for its issue is not among them: a domain that nobody has
     * delegated yet would hold up a whole cluster.
     */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:names:Certificate", name, decisionsOfCertificate(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkCertificate(args)]);

        const certificate = createCertificate(this, name, args);
        const records = recordsOf(args).map((record) => createRecord(this, name, certificate, record, args));
        const validation = new CertificateValidation(
            childName(name, "issued"),
            {
                certificateArn: certificate.arn,
                validationRecordFqdns: records.map(({ fqdn }) => fqdn),
            },
            { parent: this },
        );
        this.certificateArn = validation.certificateArn;
        this.ready = [certificate, ...records];
        this.registerOutputs({ certificateArn: this.certificateArn });
    }
}

function createCertificate(
    parent: pulumi.Resource,
    name: string,
    { alternatives = [], clusterName, domain, key, keyAlgorithm = "RSA_2048" }: CertificateArgs,
): AcmCertificate {
    return new AcmCertificate(
        childName(name, "acm"),
        {
            domainName: domain,
            ...(alternatives.length === 0 ? {} : { subjectAlternativeNames: [...alternatives] }),
            validationMethod: "DNS",
            keyAlgorithm,
            tags: { Name: `${clusterName}-${key}` },
        },
        { parent },
    );
}

/** How many there are follows from the names alone; what they hold, ACM says. */
function createRecord(
    parent: pulumi.Resource,
    name: string,
    certificate: AcmCertificate,
    { domain, zone }: ValidationRecord,
    { hostedZones }: CertificateArgs,
): DnsRecord {
    const held = hostedZones[zone];
    if (held === undefined) throw new Error(`zone ${zone}: used by a certificate before it is made`);
    const option = certificate.domainValidationOptions.apply((options) => {
        const found = options.find(({ domainName }) => withoutWildcard(domainName) === domain);
        if (found === undefined) throw new pulumi.RunError(`ACM named no record that proves ${domain}`);
        return found;
    });
    return new DnsRecord(
        childName(name, partOf(domain)),
        {
            zoneId: held.zoneId,
            name: option.resourceRecordName,
            type: option.resourceRecordType,
            ttl: RECORD_SECONDS,
            records: [option.resourceRecordValue],
        },
        { parent, ...throughRoleOf(held) },
    );
}
