/** Roles AWS services need once an account, for accounts that never used them. */
import { ServiceLinkedRole } from "@pulumi/aws/iam/serviceLinkedRole";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../components/shared/names";
import { checkComponentOptions } from "../components/shared/options";
import { refuse } from "../components/shared/problems";

/** Setting → service. Source: EC2 User Guide, service-linked-roles-spot-instance-requests; Auto Scaling likewise. */
const SERVICES = { autoscaling: "autoscaling.amazonaws.com", spot: "spot.amazonaws.com" } as const;

export type LinkedService = keyof typeof SERVICES;
export const LINKED_SERVICES = ["autoscaling", "spot"] as const satisfies readonly LinkedService[];

export interface ServiceLinkedRolesSpec {
    /** Those the account lacks: IAM refuses one that exists, whoever made it. */
    readonly services: readonly LinkedService[];
}

/** Makes the roles that are listed. They stay in the account, since others may have come to rely on them. */
export class ServiceLinkedRoles extends pulumi.ComponentResource {
    /** In the order of the services' names. */
    public readonly arns: pulumi.Output<string[]>;

    public constructor(name: string, args: ServiceLinkedRolesSpec, opts?: pulumi.ComponentResourceOptions) {
        const services = [...new Set(args.services)].sort();
        super("platform:bootstrap:ServiceLinkedRoles", name, { services }, opts);
        refuse(this, checkComponentOptions(opts));

        const roles = services.map(
            (service) =>
                new ServiceLinkedRole(
                    childName(name, service),
                    { awsServiceName: SERVICES[service], tags: { Name: `service-linked-${service}` } },
                    { parent: this, retainOnDelete: true },
                ),
        );
        this.arns = pulumi.all(roles.map(({ arn }) => arn));
        this.registerOutputs({ arns: this.arns });
    }
}
