/** What people of two teams may and may not do, asked of a server object by object: of ring 3's, and of a whole control plane. */
import assert from "node:assert/strict";

import type { Json } from "../../components/shared/json";
import type { Client } from "../../tools/apiserver/client";
import { objectOf } from "../../tools/facts/build";
import {
    CONTROLLER,
    DEVELOPER,
    FORBIDDEN,
    LEAD,
    pod,
    READ,
    REFUSED,
    roleBinding,
    rule,
    TAKEN,
} from "./team-cases";

const NETWORKING = "/apis/networking.k8s.io/v1";

/** A server looks for new policies once a second. */
const NOTICED_MS = 30_000;

/** Of each policy at least one refusal: they are read one after the other. */
export async function whenNoticed(client: Client): Promise<void> {
    const deadline = Date.now() + NOTICED_MS;
    for (const { object, policy, who } of Object.values(REFUSED)) {
        while ((await client.as(who).dryRun(object, "create")) === undefined) {
            assert.ok(Date.now() < deadline, `policy ${policy} refuses nothing`);
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
    }
}

/** Registers a test for each question. @param client of everything's right */
export function askTeams(client: () => Client): void {
    for (const [title, { object, who }] of Object.entries(TAKEN)) {
        it(`${title}: taken from ${who.name}`, async () => {
            assert.equal(await client().as(who).dryRun(object, "create"), undefined);
        });
    }

    for (const [title, { object, says, who }] of Object.entries(FORBIDDEN)) {
        it(`${title}: no right`, async () => {
            const refusal = await client().as(who).dryRun(object, "create");
            assert.deepEqual([refusal?.code, refusal?.message], [403, says]);
        });
    }

    for (const [title, { object, policy, says, who }] of Object.entries(REFUSED)) {
        it(`${title}: refused by ${policy}`, async () => {
            const refusal = await client().as(who).dryRun(object, "create");
            assert.equal(
                refusal?.message.replace(/^.* is forbidden: /, ""),
                `ValidatingAdmissionPolicy '${policy}' with binding '${policy}' denied request: ${says}`,
            );
        });
    }

    for (const { path, status, who } of READ) {
        it(`${who.name} reads ${path}: ${status}`, async () => {
            assert.equal((await client().as(who).get(path)).status, status);
        });
    }

    it("pods of a team with a pool run there, unless they say where; those of the other do not", async () => {
        const spec = async (...parts: Parameters<typeof pod>) =>
            objectOf(objectOf(await client().admitted(pod(...parts)))["spec"]);
        const toleration = { effect: "NoSchedule", key: "team", operator: "Equal", value: "payments" };
        const ofTeam = (tolerations: Json | undefined) =>
            (Array.isArray(tolerations) ? tolerations : []).filter(
                (one: Json) => objectOf(one)["key"] === "team",
            );
        const silent = await spec({});
        assert.deepEqual(silent["nodeSelector"], { team: "payments" });
        assert.deepEqual(ofTeam(silent["tolerations"]), [toleration]);
        const half = await spec({ nodeSelector: { "kubernetes.io/arch": "arm64" } });
        assert.deepEqual(half["nodeSelector"], { "kubernetes.io/arch": "arm64", team: "payments" });
        const own = await spec({ nodeSelector: { team: "none" } });
        assert.deepEqual([own["nodeSelector"], ofTeam(own["tolerations"])], [{ team: "none" }, []]);
        const other = await spec({}, "orders");
        assert.deepEqual([other["nodeSelector"], ofTeam(other["tolerations"])], [undefined, []]);
    });

    it("no right of the cluster's comes with those of a lead", async () => {
        const refusal = await client().as(LEAD).dryRun(roleBinding("cluster-admin"), "create");
        assert.match(refusal?.message ?? "", /is attempting to grant RBAC permissions not currently held/);
    });

    it("fences stay: nobody of the team deletes one, and the platform does", async () => {
        const fence = `${NETWORKING}/namespaces/payments/networkpolicies/default-deny`;
        for (const who of [DEVELOPER, LEAD]) {
            const refusal = await client().as(who).dryDelete(fence);
            assert.match(refusal?.message ?? "", /platform-team-payments-fences/);
        }
        assert.equal(await client().dryDelete(fence), undefined);
    });

    it("an Ingress of a name that was the team's before can go: a controller takes its finalizer off", async () => {
        const old = `${NETWORKING}/namespaces/payments/ingresses/old`;
        const rules = [rule("new.example.com")];
        await assert.rejects(
            client().as(CONTROLLER).merge(old, { spec: { rules } }),
            /platform-team-payments-ingress/,
        );
        await client()
            .as(CONTROLLER)
            .merge(old, { metadata: { finalizers: null } });
    });

    it("the quota, the limits and the namespace stay as well", async () => {
        const core = "/api/v1/namespaces/payments";
        for (const path of [`${core}/resourcequotas/quota`, `${core}/limitranges/limits`, core]) {
            assert.equal((await client().as(LEAD).dryDelete(path))?.code, 403, path);
        }
    });
}
