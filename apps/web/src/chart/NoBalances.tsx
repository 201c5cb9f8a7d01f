/** Stands where the charts will be, and is as tall: nothing moves when the first answer comes. */
export function NoBalances() {
  return (
    <section className="balances none" aria-labelledby="balances-title">
      <header className="section-head">
        <h2 id="balances-title">Balance by year</h2>
        <p>in today’s money</p>
      </header>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path
          className="most"
          d="M0 92C16 89 30 74 40 52S80 18 100 4V100H62C54 98 48 90 40 85C30 90 16 92 0 92Z"
        />
        <path
          className="half"
          d="M0 92C16 89 30 79 40 69S80 70 100 76V100H78C66 96 52 86 40 79C30 86 16 91 0 92Z"
        />
        <path className="median" d="M0 92C16 90 30 82 40 74S80 86 100 98" />
      </svg>
      <p>The curve appears with the first answer.</p>
    </section>
  );
}
