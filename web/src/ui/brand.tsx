/** The logo and name of the product. */
export function Brand() {
  return (
    <span className="ps-brand">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <path d="M16 3 29 9.5 16 16 3 9.5Z" fill="#0066cc" />
        <path d="M3 15l13 6.5L29 15v3l-13 6.5L3 18Z" fill="#4394e5" />
        <path d="M3 22l13 6.5L29 22v3l-13 6.5L3 25Z" fill="#92c5f9" />
      </svg>
      picostack
    </span>
  );
}
