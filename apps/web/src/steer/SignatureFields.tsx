import type { SignatureForm } from "./useSignature.ts";

/** Who steers, and why: both go into the audit trail. */
export function SignatureFields({ form }: { readonly form: SignatureForm }) {
  return (
    <div className="signature">
      <div className="field">
        <label htmlFor="steer-why">Why</label>
        <div className="box">
          <input
            id="steer-why"
            ref={form.whyField}
            value={form.why}
            maxLength={500}
            autoComplete="off"
            aria-invalid={form.missing}
            aria-describedby="steer-why-fault"
            onChange={(event) => form.onWhy(event.target.value)}
          />
        </div>
        <p id="steer-why-fault" className="fault" aria-live="polite">
          {form.missing && "Say why: it goes into the audit trail"}
        </p>
      </div>
      <div className="field">
        <label htmlFor="steer-who">Who</label>
        <div className="box">
          <input
            id="steer-who"
            value={form.who}
            maxLength={100}
            placeholder="operator"
            autoComplete="name"
            onChange={(event) => form.onWho(event.target.value)}
          />
        </div>
      </div>
    </div>
  );
}
