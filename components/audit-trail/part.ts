/** A trail of AWS CloudTrail. */
import type { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { AuditTrail } from "./audit-trail";
import { auditTrailSchema } from "./audit-trail-schema";
import { type AuditTrailSpec, checkAuditTrail, noticesOfAuditTrail } from "./audit-trail-spec";

const words = {
    /**
     * AWS CloudTrail: who managed the account, and who read and wrote objects of buckets, in an encrypted bucket of the kit's own. One
     * environment of an account and region says it.
     * @default not the kit's
     * @example
     * auditTrail: { buckets: ["platform-state-123456789012-us-east-1"], objects: "write", keepDays: 365 },
     */
    auditTrail: auditTrailSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const auditTrail = part({
    words,
    phase: "access",
    plan: ({
        settings: { account, clusterName, region },
        shape,
    }: Environment<Reads>): Named<AuditTrailSpec>[] =>
        shape.auditTrail === undefined
            ? []
            : [
                  {
                      name: "audit-trail",
                      shapePath: "auditTrail",
                      spec: { ...shape.auditTrail, account, clusterName, region },
                  },
              ],
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: checkAuditTrail,
    notices: (components) => components.flatMap(({ spec }) => noticesOfAuditTrail(spec)),
    build: ({ name, spec }, { options }) => new AuditTrail(name, spec, options),
});
