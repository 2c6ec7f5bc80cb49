import assert from "node:assert/strict";

import { ofKarpenter, ofScheduler, reasonOf } from "../../../tools/try-chart/reasons";

/** Words of a server of 1.36, and what is made of them. */
const SAID: Readonly<Record<string, string>> = {
    "services \"public\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no load balancers":
        "refused by policy p: no load balancers",
    'pods "web-1" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true':
        "refused by Pod Security restricted: runAsNonRoot != true",
    'pods "web-1" is forbidden: exceeded quota: quota, requested: pods=1, used: pods=10, limited: pods=10':
        "refused by quota quota: asks for pods=1, pods=10 are used, pods=10 is the limit",
    'pods "web-1" is forbidden: failed quota: quota: must specify limits.cpu for: web':
        "refused by quota quota: the pod must say limits.cpu for: web",
    'pods "web-1" is forbidden: maximum cpu usage per Container is 2, but request is 4':
        "refused by a limit range: maximum cpu usage per Container is 2, but request is 4",
    'admission webhook "w.example.com" denied the request: not so':
        "refused by webhook w.example.com: not so",
    'Internal error occurred: failed calling webhook "w.example.com": failed to call webhook: no endpoints':
        "stopped by webhook w.example.com, which fails closed and does not answer",
    "something else": "something else",
};

describe("reasons, short enough to read", () => {
    for (const [said, short] of Object.entries(SAID)) {
        it(short, () => {
            assert.equal(reasonOf(said), short);
        });
    }

    it("of the scheduler, without its words on preemption", () => {
        assert.equal(
            ofScheduler(
                "0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 No preemption victims found.",
            ),
            "0/3 nodes: 3 Insufficient cpu",
        );
    });

    it("of Karpenter, pool by pool", () => {
        const overhead = 'daemonset overhead={"cpu":"150m"}, ';
        assert.deepEqual(
            ofKarpenter(
                `Failed to schedule pod, incompatible with nodepool "general", ${overhead}no instance type satisfied resources; incompatible with nodepool "gpu", ${overhead}did not tolerate taint (nvidia.com/gpu)`,
            ),
            [
                "pool general: no instance type satisfied resources",
                "pool gpu: did not tolerate taint (nvidia.com/gpu)",
            ],
        );
        assert.deepEqual(ofKarpenter("Failed to schedule pod, incompatible requirements"), [
            "Karpenter: incompatible requirements",
        ]);
    });
});
