/** What an environment may say of a principal that is let into the cluster. */
import { z } from "zod";

import { list } from "../shared/schema";
import { accessPolicySchema } from "../shared/access-policies";

/** Types of entries that a person or a program of one's own has use for; EKS makes those of its nodes itself. */
export const ENTRY_TYPES = ["STANDARD", "EC2_LINUX", "EC2_WINDOWS", "EC2", "HYBRID_LINUX"] as const;

export const principalSchema = z.strictObject({
    /**
     * Who: `role/<path>/<name>` or `user/<name>` of the environment's account, or a whole ARN. A change takes the entry
     * away and makes another.
     */
    principal: z.string(),
    /** What EKS lets it do. One association each. @default nothing: RBAC alone decides */
    policies: list(accessPolicySchema).exactOptional(),
    /** Groups it is in, for RoleBindings and ClusterRoleBindings. @default none */
    groups: list(z.string()).exactOptional(),
    /**
     * What Kubernetes calls it, in audit logs and bindings. `{{SessionName}}` stands for the session of a role, behind a
     * colon.
     * @default EKS derives it from the ARN
     */
    username: z.string().exactOptional(),
    /** `STANDARD`, or what nodes of your own join as, which takes neither groups nor a username. @default "STANDARD" */
    type: z.enum(ENTRY_TYPES).exactOptional(),
});

/** A principal that is let in. */
export type PrincipalWords = z.infer<typeof principalSchema>;
